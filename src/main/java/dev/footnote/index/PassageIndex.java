package dev.footnote.index;

/**
 * Holds passages, their vectors and the text of their documents, in committed states called generations. One process writes at a
 * time; any number of threads and processes search.
 *
 * <p>An index is opened with the {@link Manifest} of what is in use: the models and settings that this process would index and search
 * with. What is published may have been made with others; {@link Snapshot#state()} and {@link Snapshot#vectorsComparable()} tell.
 */
public interface PassageIndex extends AutoCloseable {

    /**
     * Holds the newest published generation open until the snapshot is closed, commits of other processes included. An index that has
     * published nothing yet, or whose published generation has another {@link Manifest#schema schema} than the one in use, gives an
     * empty snapshot of generation 0 in state {@link IndexState#BUILDING}.
     *
     * @throws IndexDamagedException if something was published that can no longer be found or read
     * @throws IndexException if the index cannot be read for another reason
     */
    Snapshot snapshot();

    /**
     * Opens the index for writing with the manifest in use. If the published index has an equal manifest, the writer changes it in
     * place. If nothing is published that can be read, every commit is published. Otherwise the writer fills a replacement, resuming
     * one that was left unfinished, and the published index stays as it is (state {@link IndexState#REBUILDING}) until
     * {@link PassageWriter#commit commit(true)} replaces it in one step.
     *
     * @throws IndexLockedException if another writer, of this or another process, is open
     * @throws IndexDamagedException if the published index is damaged: see {@link #setAside()}
     * @throws IndexException if the index cannot be written for another reason
     */
    PassageWriter writer();

    /**
     * Puts everything that is stored out of the way, readable or not, so that the next writer begins with an empty index: the remedy for
     * an {@link IndexDamagedException}. Until that writer commits, snapshots are empty; those still open keep working. Generations are
     * numbered on from the highest that can still be told.
     *
     * @throws IndexLockedException if a writer, of this or another process, is open
     * @throws IndexException if what is stored cannot be moved
     */
    void setAside();

    /**
     * Releases everything the index holds open, an open writer included, whose uncommitted changes are lost; snapshots still open keep
     * working until they are closed.
     */
    @Override
    void close();
}
