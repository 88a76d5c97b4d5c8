package dev.footnote.index;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One generation of an index, held open: the same search on it gives the same result, whatever is written meanwhile. Safe for use by
 * many threads; whoever opened it closes it, in {@code finally}.
 */
public interface Snapshot extends AutoCloseable {

    /** Returns the number of the generation, which grows by commit; 0 where nothing has been published. */
    long generation();

    /** Returns how complete the generation is. */
    IndexState state();

    /** Tells whether vectors can be compared with those of the encoder in use. If not, {@link #nearest} must not be called. */
    boolean vectorsComparable();

    /**
     * Finds passages by their words with BM25, over the passage's text and, with less weight, its document's title and headings. The text
     * is analysed as words; nothing in it is query syntax.
     *
     * @param text what to look for; without any word that counts, the result is empty
     * @param limit how many to return at most, at least 1
     * @return best first, in the order of {@link PassageHit#BEST_FIRST}, which also decides who is among them
     * @throws IllegalArgumentException if {@code limit} is less than 1
     * @throws DeadlineExceededException if the deadline passed first: there are no partial results
     * @throws IndexException if the index cannot be read
     */
    List<PassageHit> lexical(String text, PassageFilter filter, int limit, Deadline deadline);

    /**
     * Finds the passages whose vectors are nearest.
     *
     * @param vector of unit length, in the index's dimension
     * @param limit how many to return at most, at least 1
     * @return best first, in the order of {@link PassageHit#BEST_FIRST}, scored by inner product
     * @throws IllegalArgumentException if {@code limit} is less than 1, or the vector has another dimension or is not of unit length
     * @throws IllegalStateException if vectors are not {@linkplain #vectorsComparable() comparable}
     * @throws DeadlineExceededException if the deadline passed first: there are no partial results
     * @throws IndexException if the index cannot be read
     */
    List<PassageHit> nearest(float[] vector, PassageFilter filter, int limit, Deadline deadline);

    /**
     * Finds passages by words and by meaning at once: the best of {@link #lexical} and the best of {@link #nearest}, each once and with
     * the scores of both, whichever search it was that found it.
     *
     * @param limit how many each search contributes at most, at least 1
     * @return in no particular order
     * @throws IllegalArgumentException as by both searches
     * @throws IllegalStateException if vectors are not {@linkplain #vectorsComparable() comparable}
     * @throws DeadlineExceededException if the deadline passed first: there are no partial results
     * @throws IndexException if the index cannot be read
     */
    List<HybridHit> hybrid(String text, float[] vector, PassageFilter filter, int limit, Deadline deadline);

    /**
     * Returns a function that tells how much of a question a text holds: the share of the question's words, each weighed by its rarity in
     * this generation (BM25's inverse document frequency), that stand in the text; words in the sense of {@link #lexical}. From 0 to 1; 0
     * for a question without any word that counts.
     */
    ToDoubleFunction<String> coverage(String question);

    /**
     * Returns a function that tells how close together the words of a question stand in a text, in their order or at least in one
     * stretch. From 0 to 1; 0 for a question without any word that counts.
     */
    ToDoubleFunction<String> proximity(String question);

    /**
     * Returns the passage that a hit of this snapshot stands for.
     *
     * @throws IllegalArgumentException if the hit is not of this snapshot
     */
    Passage passage(PassageHit hit);

    /** Returns a document with its text; empty where there is none with the id or {@code filter} does not let it pass. */
    Optional<Document> document(String documentId, PassageFilter filter);

    /**
     * Lists documents in the order of collection and path (both by code points), without their texts.
     *
     * @param after the position to continue behind, such as that of the last document of the previous call; empty for the beginning
     * @param limit how many to return at most, at least 1
     */
    List<DocumentSummary> documents(PassageFilter filter, Optional<DocumentPosition> after, int limit);

    /** Returns how many passages may be found under the filter. */
    long passageCount(PassageFilter filter);

    @Override
    void close();
}
