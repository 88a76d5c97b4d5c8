package dev.footnote;

import java.time.Duration;

/**
 * The moment by which a request must have its answer. One is made where a request enters and is passed, explicitly, to every step
 * that can take long.
 *
 * @param nanoTime the moment on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

    /** The longest time a deadline may be away; keeps the arithmetic of {@link System#nanoTime()} from overflowing. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Returns the deadline that is {@code duration} from now.
     *
     * @throws IllegalArgumentException if {@code duration} is negative or longer than a year
     */
    public static Deadline after(Duration duration) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a deadline must be between 0 and 365 days away, got " + duration);
        }
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Returns a deadline that no request reaches: for background work such as indexing. */
    public static Deadline distant() {
        return after(LONGEST);
    }

    /** Returns the deadline that is {@code duration} from now, or this one where it is earlier. */
    public Deadline atMost(Duration duration) {
        Deadline sooner = after(duration);
        return sooner.nanoTime - nanoTime < 0 ? sooner : this;
    }

    /** Returns the time left, zero when the deadline has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Tells whether the deadline has passed. */
    public boolean expired() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /**
     * Does nothing while there is time left.
     *
     * @param stage what was about to be done, for the message
     * @throws DeadlineExceededException if the deadline has passed
     */
    public void check(String stage) {
        if (expired()) {
            throw new DeadlineExceededException(stage);
        }
    }
}
