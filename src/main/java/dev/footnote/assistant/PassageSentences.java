package dev.footnote.assistant;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sentences of a passage, and those shortly before and after it, as spans of the document's text. Headings are none. */
final class PassageSentences {

    /** How far around the passage sentences are looked for, in characters: enough for the longest sentence the splitter makes. */
    private static final int LOOK_AROUND = 1000;

    private static final Pattern REFERS_BACK = Pattern.compile(
            "^[\"“‘'(]*(he|she|it|they|his|her|hers|its|their|theirs|him|them|this|that|these|those|such)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern LIST_ITEM = Pattern.compile("^(?:[-*•]|\\d{1,3}[.)])\\s+.*", Pattern.DOTALL);

    private final Document document;
    private final List<Span> sentences;
    private final boolean fromTheBeginning;

    PassageSentences(Document document, Passage passage, SentenceSplitter splitter) {
        this.document = document;
        int length = document.text().length();
        int from = Math.max(0, passage.start() - LOOK_AROUND);
        this.fromTheBeginning = from == 0;
        int to = Math.min(length, passage.end() + LOOK_AROUND);
        List<Span> before = shifted(splitter.split(document.text().substring(from, passage.start())), from);
        List<Span> after = shifted(splitter.split(document.text().substring(passage.end(), to)), passage.end());
        // What the look around cut in two is no sentence
        List<Span> all = new ArrayList<>(from > 0 && !before.isEmpty() ? before.subList(1, before.size()) : before);
        all.addAll(shifted(splitter.split(passage.text()), passage.start()));
        all.addAll(to < length && !after.isEmpty() ? after.subList(0, after.size() - 1) : after);
        all.removeIf(sentence -> document.headings().stream()
                .anyMatch(heading -> heading.start() <= sentence.start() && sentence.end() <= heading.end()));
        this.sentences = List.copyOf(all);
    }

    /** Returns the sentences in the order of the text. */
    List<Span> all() {
        return sentences;
    }

    /**
     * Returns the sentence that holds most of a span of the document, the first of equals. A span that runs over several, such as rows of a
     * table, is no answer as a whole.
     */
    Span around(Span answer) {
        Span most = answer;
        int shared = 0;
        for (Span sentence : sentences) {
            int overlap = Math.min(sentence.end(), answer.end()) - Math.max(sentence.start(), answer.start());
            if (overlap > shared) {
                shared = overlap;
                most = sentence;
            }
        }
        return most;
    }

    /**
     * Returns the sentences, each on its own, that are needed to understand the answer's sentence: itself and, where it begins with a
     * word that refers back, the one before it in the same paragraph.
     */
    List<Span> selfContained(Span sentence) {
        int at = at(sentence);
        if (refersBack(sentence) && at > 0) {
            Span previous = sentences.get(at - 1);
            if (gap(previous, sentence).indexOf('\n') < 0) {
                return List.of(previous, sentence);
            }
        }
        return List.of(sentence);
    }

    /** Tells whether a sentence is the document's first. */
    boolean opens(Span sentence) {
        return fromTheBeginning && sentences.getFirst().start() == sentence.start();
    }

    /** Tells whether a sentence begins with a word, such as "it", that stands for something said before. */
    boolean refersBack(Span sentence) {
        return REFERS_BACK.matcher(sentence.of(document.text())).matches();
    }

    /**
     * Returns the items of the list that a sentence announces with a colon or is an item of, in order; empty where there is no list of two
     * items or more.
     */
    List<Span> list(Span sentence) {
        int at = at(sentence);
        boolean announces = sentence.of(document.text()).endsWith(":");
        if (at >= sentences.size() || (!announces && !isItem(sentence))) {
            return List.of();
        }
        int first = announces ? at + 1 : at;
        while (!announces && first > 0 && isItem(sentences.get(first - 1)) && adjoin(first - 1)) {
            first--;
        }
        int last = first;
        while (last < sentences.size() && isItem(sentences.get(last)) && (last == first || adjoin(last - 1))) {
            last++;
        }
        return last - first >= 2 ? sentences.subList(first, last) : List.of();
    }

    /** Returns the sentence that announces a list with a colon. */
    Optional<Span> announcement(List<Span> list) {
        int at = at(list.getFirst());
        return at == 0
                ? Optional.empty()
                : Optional.of(sentences.get(at - 1))
                        .filter(sentence -> sentence.of(document.text()).endsWith(":"));
    }

    private boolean isItem(Span sentence) {
        return LIST_ITEM.matcher(sentence.of(document.text())).matches();
    }

    /** Tells whether nothing but white space, and no more than one blank line, stands between a sentence and the next. */
    private boolean adjoin(int at) {
        String between = gap(sentences.get(at), sentences.get(at + 1));
        return between.isBlank() && between.chars().filter(c -> c == '\n').count() <= 2;
    }

    private String gap(Span left, Span right) {
        return document.text().substring(left.end(), right.start());
    }

    private int at(Span sentence) {
        int at = 0;
        while (at < sentences.size() && sentences.get(at).start() < sentence.start()) {
            at++;
        }
        return at;
    }

    private static List<Span> shifted(List<Span> spans, int by) {
        return spans.stream()
                .map(span -> new Span(span.start() + by, span.end() + by))
                .toList();
    }
}
