package dev.footnote.assistant;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The sentences of a passage, and those shortly before it, as spans of the document's text. */
final class PassageSentences {

    /** How far before the passage sentences are looked for, in characters: enough for the longest sentence the splitter makes. */
    private static final int LOOK_BACK = 1000;

    private static final Pattern REFERS_BACK = Pattern.compile(
            "^[\"“‘'(]*(he|she|it|they|his|her|hers|its|their|theirs|him|them|this|that|these|those|such)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Document document;
    private final List<Span> sentences;

    PassageSentences(Document document, Passage passage, SentenceSplitter splitter) {
        this.document = document;
        int from = Math.max(0, passage.start() - LOOK_BACK);
        List<Span> before = shifted(splitter.split(document.text().substring(from, passage.start())), from);
        // What the look-back cut in two is no sentence
        List<Span> all = new ArrayList<>(from > 0 && !before.isEmpty() ? before.subList(1, before.size()) : before);
        all.addAll(shifted(splitter.split(passage.text()), passage.start()));
        this.sentences = List.copyOf(all);
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
        int first = 0;
        while (first < sentences.size() && sentences.get(first).start() < sentence.start()) {
            first++;
        }
        boolean refersBack = REFERS_BACK.matcher(sentence.of(document.text())).matches();
        if (refersBack && first > 0) {
            Span previous = sentences.get(first - 1);
            boolean sameParagraph =
                    document.text().substring(previous.end(), sentence.start()).indexOf('\n') < 0;
            if (sameParagraph) {
                return List.of(previous, sentence);
            }
        }
        return List.of(sentence);
    }

    private static List<Span> shifted(List<Span> spans, int by) {
        return spans.stream()
                .map(span -> new Span(span.start() + by, span.end() + by))
                .toList();
    }
}
