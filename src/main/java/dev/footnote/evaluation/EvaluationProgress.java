package dev.footnote.evaluation;

/** Is told how far an evaluation has come. */
@FunctionalInterface
public interface EvaluationProgress {

    /**
     * Tells that another step is done.
     *
     * @param stage what is going on
     * @param done how many of {@code total} are done
     */
    void report(String stage, int done, int total);
}
