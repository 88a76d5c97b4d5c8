package dev.footnote.answer;

import java.util.List;

/**
 * A sentence of an answer.
 *
 * @param start offset of its first character in the answer's text, in UTF-16 code units
 * @param end offset after its last character, before its footnote marks
 * @param citations the numbers of its footnotes; empty: nothing supports it, and it must be shown so
 * @param support how surely its citations support it, from 0 to 1
 */
public record Sentence(int start, int end, List<Integer> citations, double support) {

    public Sentence {
        citations = List.copyOf(citations);
    }
}
