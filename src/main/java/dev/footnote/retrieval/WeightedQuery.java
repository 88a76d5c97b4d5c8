package dev.footnote.retrieval;

/**
 * One of several forms in which a question is searched.
 *
 * @param query the form
 * @param weight how much it counts beside the others; more than 0
 */
public record WeightedQuery(Query query, double weight) {

    public WeightedQuery {
        if (!(weight > 0)) {
            throw new IllegalArgumentException("a weight must be more than 0, got " + weight);
        }
    }
}
