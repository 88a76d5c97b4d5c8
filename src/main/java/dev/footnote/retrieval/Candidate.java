package dev.footnote.retrieval;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.inference.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A passage that may hold the answer.
 *
 * @param passage the passage
 * @param document the document it stands in
 * @param similarity the inner product of its vector and the query's, from -1 to 1; 0 where vectors cannot be compared
 * @param coverage how much of the query's words, weighed by rarity, its text and title hold, from 0 to 1
 * @param lag how far it lies behind the best candidate of the search, in standard scores: 0 for the best, negative for others
 * @param reading what the reader found in it; null where it was not read
 * @param score what it is ordered by: the fused score, raised by proximity and by what the reader found
 */
public record Candidate(
        Passage passage,
        Document document,
        double similarity,
        double coverage,
        double lag,
        @Nullable Reading reading,
        double score) {

    /** Returns the candidate with another score, beside the best one. */
    Candidate scored(double orderedBy, double best) {
        return new Candidate(passage, document, similarity, coverage, orderedBy - best, reading, orderedBy);
    }

    /** Returns the candidate as it is after it was read. */
    Candidate read(Reading found, double orderedBy) {
        return new Candidate(passage, document, similarity, coverage, lag, found, orderedBy);
    }
}
