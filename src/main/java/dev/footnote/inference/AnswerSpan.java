package dev.footnote.inference;

/**
 * A span of a passage that may answer a question.
 *
 * @param start offset of its first character in the passage
 * @param end offset after its last character
 * @param score the sum of the model's start and end logits
 * @param nullScore the same sum at {@code [CLS]}, of the window in which the span was found: the score of "no answer here"
 */
public record AnswerSpan(int start, int end, double score, double nullScore) {

    /** Returns how much likelier the span is than no answer (SQuAD 2.0's convention, Devlin et al. 2019): above 0, it is. */
    public double answerScore() {
        return score - nullScore;
    }
}
