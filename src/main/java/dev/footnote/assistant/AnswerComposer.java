package dev.footnote.assistant;

import dev.footnote.answer.Alternative;
import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import dev.footnote.answer.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verifies the citations of a draft, numbers those that hold, and writes the answer's text with its footnote marks. */
final class AnswerComposer {

    private final CitationVerifier verifier;
    private final StringBuilder text = new StringBuilder();
    private final List<Sentence> sentences = new ArrayList<>();
    private final Map<Evidence, Citation> numbered = new LinkedHashMap<>();
    private int dropped;

    AnswerComposer(CitationVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Appends a sentence with those of its citations that hold; words cited before keep their number.
     *
     * @return the citations that were not there before
     */
    List<Citation> append(Draft.DraftSentence sentence) {
        List<Citation> found = new ArrayList<>();
        text.append(text.isEmpty() ? sentence.before().stripLeading() : sentence.before());
        int start = text.length();
        text.append(sentence.text());
        int end = text.length();
        List<Integer> marks = new ArrayList<>();
        for (Evidence evidence : sentence.evidence()) {
            Citation citation = numbered.get(evidence);
            if (citation == null) {
                citation = evidence.cite(numbered.size() + 1, sentences.size());
                if (!verifier.holds(citation)) {
                    dropped++;
                    continue;
                }
                numbered.put(evidence, citation);
                found.add(citation);
            }
            marks.add(citation.index());
            text.append('[').append(citation.index()).append(']');
        }
        sentences.add(new Sentence(start, end, marks, marks.isEmpty() ? 0 : sentence.support()));
        return found;
    }

    /** Appends what belongs to no sentence, such as the end of a table. */
    void close(String layout) {
        text.append(layout);
    }

    /** Returns those of the passages that can be verified, numbered from 1, as citations that support no sentence. */
    List<Citation> nearest(List<Evidence> passages) {
        List<Citation> nearest = new ArrayList<>();
        for (Evidence passage : passages) {
            Citation citation = passage.cite(nearest.size() + 1, -1);
            if (verifier.holds(citation)) {
                nearest.add(citation);
            } else {
                dropped++;
            }
        }
        return nearest;
    }

    /** Returns those of the alternatives that rest on a footnote. */
    List<Alternative> alternatives(List<Draft.DraftAlternative> alternatives) {
        List<Alternative> verified = new ArrayList<>();
        for (Draft.DraftAlternative alternative : alternatives) {
            Citation citation = numbered.get(alternative.evidence());
            if (citation != null) {
                verified.add(new Alternative(alternative.shortAnswer(), citation.index()));
            }
        }
        return verified;
    }

    String text() {
        return text.toString();
    }

    List<Sentence> sentences() {
        return sentences;
    }

    List<Citation> citations() {
        return List.copyOf(numbered.values());
    }

    int dropped() {
        return dropped;
    }
}
