package dev.footnote.index;

import dev.footnote.corpus.Document;
import java.util.List;
import java.util.Map;

/** Changes an index. Not safe for use by several threads; what is not committed is lost on {@link #close}. */
public interface PassageWriter extends AutoCloseable {

    /** Returns every document that is committed, by document id. */
    Map<String, IndexedDocument> documents();

    /** Tells whether the last commit was complete: the index equalled the folder then. */
    boolean complete();

    /**
     * Stores a document with its passages in place of any earlier version of it, as one step: a search never sees half of it.
     *
     * @throws IllegalArgumentException if a passage is not a slice of the document or starts where another one starts, if a vector has
     *     another dimension than the manifest's, a component that is not finite or a length other than 1, or if the document's content
     *     hash is not that of its text
     * @throws IndexException if the storage fails; a writer that has failed is to be closed, and another one opened
     */
    void put(Document document, List<EncodedPassage> passages);

    /**
     * Removes a document with its passages. A document that is not there is no error.
     *
     * @throws IndexException if the storage fails
     */
    void remove(String documentId);

    /**
     * Makes all changes since the last commit durable, then visible, together. While a replacement is being filled, changes become
     * visible only with {@code complete}. Where nothing has changed since a complete commit, a complete one does nothing.
     *
     * @param complete whether the index now equals the folder: {@link IndexState#READY}, else {@link IndexState#BUILDING}
     * @return the number of the generation that holds them
     * @throws IndexException if the storage fails: nothing of the changes is visible, and whether they are durable is shown by
     *     {@link #documents()} of the next writer
     */
    long commit(boolean complete);

    @Override
    void close();
}
