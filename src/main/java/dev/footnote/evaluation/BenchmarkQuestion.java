package dev.footnote.evaluation;

import java.util.List;

/**
 * A question with gold answers.
 *
 * @param id its {@code _id}
 * @param text what is asked
 * @param history what was said before, oldest first
 * @param answers what may be answered; empty: the corpus does not answer it
 * @param evidence gold sentences; empty where none are given
 * @param document the corpus id of the gold document; empty where none is given or it is not in the corpus
 */
public record BenchmarkQuestion(
        String id,
        String text,
        List<HistoryTurn> history,
        List<String> answers,
        List<String> evidence,
        String document) {

    public BenchmarkQuestion {
        history = List.copyOf(history);
        answers = List.copyOf(answers);
        evidence = List.copyOf(evidence);
    }

    /** Tells whether the corpus answers it. */
    public boolean answerable() {
        return !answers.isEmpty();
    }
}
