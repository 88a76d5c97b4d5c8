package dev.footnote.inference;

import dev.footnote.Deadline;
import java.util.List;

/** Finds the words of a passage that answer a question, and says how sure it is. Safe for use by many threads. */
public interface Reader extends AutoCloseable {

    /** Returns the name of the model, such as {@code footnote-reader}. */
    String id();

    /**
     * Reads each passage for the question. Passages longer than the model's input are read in overlapping windows.
     *
     * @return one reading per passage, in the order of {@code passages}
     * @throws dev.footnote.DeadlineExceededException if not all were read in time
     * @throws ModelBusyException if more runs are waiting than the model's queue holds
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted, which it stays
     * @throws ModelException if the model was closed or cannot be run
     */
    List<Reading> read(String question, List<String> passages, Deadline deadline);

    @Override
    void close();
}
