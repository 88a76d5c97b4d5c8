package dev.footnote.evaluation;

import java.util.List;
import java.util.Map;

/**
 * A question with graded documents.
 *
 * @param id its {@code _id}
 * @param text what is asked
 * @param history what was said before, oldest first
 * @param relevant the grades of relevant documents, above 0, by corpus id
 */
public record BenchmarkQuery(String id, String text, List<HistoryTurn> history, Map<String, Integer> relevant) {

    public BenchmarkQuery {
        history = List.copyOf(history);
        relevant = Map.copyOf(relevant);
    }
}
