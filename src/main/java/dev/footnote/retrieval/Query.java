package dev.footnote.retrieval;

/**
 * A search-ready form of a question.
 *
 * @param text what to look for; never blank
 */
public record Query(String text) {

    public Query {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a query must not be blank");
        }
    }
}
