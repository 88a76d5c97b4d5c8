package dev.footnote.inference;

import dev.footnote.Deadline;

/** Turns texts into vectors whose inner product says how near they are in meaning. Safe for use by many threads. */
public interface Encoder extends AutoCloseable {

    /** Returns the name of the model, such as {@code bge-small-en-v1.5}. */
    String id();

    /** Returns the SHA-256 of the model's weights: vectors of two encoders compare only where it is equal. */
    String hash();

    /** Returns the number of components of every vector. */
    int dimension();

    /**
     * Returns the unit-length vector of a search query, ahead of all indexing work.
     *
     * @throws dev.footnote.DeadlineExceededException if the vector was not ready in time
     * @throws ModelBusyException if more runs are waiting than the model's queue holds
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted, which it stays
     * @throws ModelException if the model was closed or cannot be run
     */
    float[] encodeQuery(String query, Deadline deadline);

    /**
     * Returns the unit-length vector of a passage, behind all waiting questions. Text past the model's longest input is not seen.
     *
     * @throws dev.footnote.DeadlineExceededException if the vector was not ready in time
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted, which it stays
     * @throws ModelException if the model was closed or cannot be run
     */
    float[] encodePassage(String text, Deadline deadline);

    @Override
    void close();
}
