package dev.footnote.evaluation;

import java.util.Map;

/**
 * A question with graded documents.
 *
 * @param id its {@code _id}
 * @param text what is asked
 * @param relevant the grades of relevant documents, above 0, by corpus id
 */
public record BenchmarkQuery(String id, String text, Map<String, Integer> relevant) {

    public BenchmarkQuery {
        relevant = Map.copyOf(relevant);
    }
}
