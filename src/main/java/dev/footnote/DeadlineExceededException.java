package dev.footnote;

/** Thrown when a request's {@link Deadline} passed before its answer was ready. Trying again later may help. */
public final class DeadlineExceededException extends RuntimeException {

    /** @param stage the step that had no time left */
    public DeadlineExceededException(String stage) {
        super("The time allowed for this request ran out before: " + stage + ".");
    }
}
