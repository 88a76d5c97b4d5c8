package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import dev.footnote.generation.ModelOutput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A sentence that a language model wrote.
 *
 * @param span where it stands in what the model wrote
 * @param claim what it says, without Markdown, on one line
 * @param numbers the numbers of the passages that the model says it rests on, each once
 * @param clauses where the model put marks within the sentence too: its parts, each with the numbers behind it; else empty
 */
record GeneratedSentence(Span span, String claim, List<Integer> numbers, List<Clause> clauses) {

    /**
     * A part of a sentence.
     *
     * @param claim what it says
     * @param numbers the numbers behind it
     */
    record Clause(String claim, List<Integer> numbers) {}

    /** Makes one of what stands at {@code span} in {@code text}, with those of the marks that belong to it. */
    static GeneratedSentence of(String text, Span span, List<ModelOutput.Mark> marks) {
        Set<Integer> numbers = new LinkedHashSet<>();
        List<Clause> clauses = new ArrayList<>();
        List<Integer> ofClause = new ArrayList<>();
        int start = span.start();
        int at = -1;
        for (ModelOutput.Mark mark : marks) {
            if (!belongs(mark, span, text)) {
                continue;
            }
            numbers.addAll(mark.numbers());
            if (at >= 0 && mark.at() > at) {
                clauses.add(new Clause(plain(text.substring(start, at)), List.copyOf(ofClause)));
                ofClause.clear();
                start = at;
            }
            ofClause.addAll(mark.numbers());
            at = mark.leading() ? -1 : mark.at();
        }
        if (!clauses.isEmpty()) {
            clauses.add(new Clause(plain(text.substring(start, span.end())), List.copyOf(ofClause)));
        }
        return new GeneratedSentence(span, plain(span.of(text)), List.copyOf(numbers), List.copyOf(clauses));
    }

    /** A mark belongs to the sentence that it stands in or behind, and at the beginning of a line to the one that follows. */
    private static boolean belongs(ModelOutput.Mark mark, Span span, String text) {
        if (!mark.leading()) {
            return span.start() < mark.at() && mark.at() <= span.end();
        }
        return mark.at() < span.end()
                && (mark.at() >= span.start()
                        || text.substring(mark.at(), span.start()).chars().noneMatch(Character::isLetter));
    }

    private static String plain(String text) {
        return text.replaceAll("[*`|]+|(?<![\\p{L}\\p{N}])_+|_+(?![\\p{L}\\p{N}])|~~", " ")
                .replaceAll("\\s+", " ")
                .replaceAll(" (?=[.,;:!?])", "")
                .strip();
    }
}
