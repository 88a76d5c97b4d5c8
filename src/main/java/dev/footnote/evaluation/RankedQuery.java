package dev.footnote.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What was retrieved for a query.
 *
 * @param id the query's id
 * @param text what was asked
 * @param ranking best first, each document once
 * @param relevant the grades of relevant documents, above 0, by corpus id
 */
record RankedQuery(String id, String text, List<RankedDocument> ranking, Map<String, Integer> relevant) {

    RankedQuery {
        ranking = List.copyOf(ranking);
        relevant = Map.copyOf(relevant);
    }

    List<String> documents() {
        return ranking.stream().map(RankedDocument::id).toList();
    }
}
