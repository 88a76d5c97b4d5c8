package dev.footnote.index;

/**
 * Holds passages, their vectors and the text of their documents, in committed states called generations. One process writes at a
 * time; any number of threads search.
 */
public interface PassageIndex extends AutoCloseable {

    /**
     * Holds the newest published generation open until the snapshot is closed. An index that has published nothing yet gives an empty
     * snapshot of generation 0 in state {@link IndexState#BUILDING}.
     *
     * @throws IndexException if the index cannot be read
     */
    Snapshot snapshot();

    /**
     * Opens the index for writing. If the published index has an equal manifest, the writer changes it in place. Otherwise the writer
     * fills a replacement, resuming one that was left unfinished, and the published index stays as it is (state
     * {@link IndexState#REBUILDING}) until {@link PassageWriter#commit commit(true)} replaces it in one step.
     *
     * @throws IndexLockedException if another writer, of this or another process, is open
     * @throws IndexException if the index is damaged and cannot be continued
     */
    PassageWriter writer(Manifest manifest);

    /** Releases everything the index holds open; snapshots still open keep working until they are closed. */
    @Override
    void close();
}
