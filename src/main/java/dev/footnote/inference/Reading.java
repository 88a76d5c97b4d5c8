package dev.footnote.inference;

import java.util.List;

/**
 * What a {@link Reader} found in one passage.
 *
 * @param nullScore the score of "no answer here" in the window of the best span; 0 where the passage holds no words
 * @param spans spans that may answer, best {@link AnswerSpan#answerScore() answer score} first, none overlapping a better one; empty
 *     only where the passage holds no words
 */
public record Reading(double nullScore, List<AnswerSpan> spans) {

    public Reading {
        spans = List.copyOf(spans);
    }

    /** Returns the best span's {@link AnswerSpan#answerScore() answer score}, or negative infinity where there is none. */
    public double answerScore() {
        return spans.isEmpty() ? Double.NEGATIVE_INFINITY : spans.getFirst().answerScore();
    }
}
