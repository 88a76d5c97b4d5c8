package dev.footnote.index;

import java.util.Comparator;

/**
 * A passage found by one search, by reference: its text is read with {@link Snapshot#passage} only where it is wanted.
 *
 * @param documentId the id of its document
 * @param start offset of its first character in the document's text
 * @param end offset after its last character
 * @param score the search's own score: BM25 for a lexical search, the inner product in [-1, 1] for a vector search
 */
public record PassageHit(String documentId, int start, int end, double score) {

    /** Best score first; equal scores in the order of document id and start offset, so that an order never depends on chance. */
    public static final Comparator<PassageHit> BEST_FIRST = Comparator.comparingDouble(PassageHit::score)
            .reversed()
            .thenComparing(PassageHit::documentId)
            .thenComparingInt(PassageHit::start);

    /** Returns the passage's id. */
    public String id() {
        return documentId + "-" + start;
    }
}
