package dev.footnote.index;

/**
 * A passage found by words or by meaning, with the scores of both searches: by reference, like a {@link PassageHit}.
 *
 * @param documentId the id of its document
 * @param start offset of its first character in the document's text
 * @param end offset after its last character
 * @param lexical its BM25 score, 0 where it holds none of the words
 * @param similarity the inner product of its vector and the query's, from -1 to 1
 */
public record HybridHit(String documentId, int start, int end, double lexical, double similarity) {

    /** Returns the passage with another score. */
    public PassageHit scored(double score) {
        return new PassageHit(documentId, start, end, score);
    }
}
