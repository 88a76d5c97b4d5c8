package dev.footnote.index.lucene;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import org.apache.lucene.index.QueryTimeout;

/**
 * Makes Lucene stop at a {@link Deadline}. Lucene then returns what it has found so far: {@link #check} after the search, so that it is
 * never taken for the whole.
 */
final class DeadlineTimeout implements QueryTimeout {

    /** How many questions are answered by one look at the clock where they come every few hundred nanoseconds. */
    private static final int CALLS_A_LOOK = 32;

    private final Deadline deadline;
    private final String stage;
    private boolean exited;

    DeadlineTimeout(Deadline deadline, String stage) {
        this.deadline = deadline;
        this.stage = stage;
    }

    @Override
    public boolean shouldExit() {
        exited |= deadline.expired();
        return exited;
    }

    /** Returns what asks the clock only now and then, for searches that ask at every vector they compare. */
    QueryTimeout seldom() {
        return new QueryTimeout() {
            private int calls;

            @Override
            public boolean shouldExit() {
                return calls++ % CALLS_A_LOOK == 0 ? DeadlineTimeout.this.shouldExit() : exited;
            }
        };
    }

    /** Throws if the search that this was given to may have been cut short. */
    void check() {
        if (exited) {
            throw new DeadlineExceededException(stage);
        }
    }
}
