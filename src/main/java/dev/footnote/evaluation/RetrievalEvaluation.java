package dev.footnote.evaluation;

import dev.footnote.Deadline;
import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Scope;
import dev.footnote.retrieval.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a ranking of documents: {@code ndcg@5}, {@code ndcg@10}, {@code recall@1}, {@code recall@5}, {@code recall@10} and
 * {@code mrr@10}. A document stands where its best passage stands. A document with the query's own id is never a candidate for it.
 */
final class RetrievalEvaluation {

    private static final int DEPTH = 50;

    private final Assistant assistant;

    RetrievalEvaluation(Assistant assistant) {
        this.assistant = assistant;
    }

    /** Searches and reads as for a question, all with the time that it takes. */
    List<Candidate> candidates(String text, List<HistoryTurn> history) {
        return assistant
                .search(
                        QuestionText.question(text),
                        Histories.exchanges(history),
                        Principal.LOCAL,
                        Scope.EVERYTHING,
                        DEPTH,
                        Deadline.distant())
                .candidates();
    }

    /**
     * Returns the documents of candidates, best first, each once.
     *
     * @param id the query's id
     */
    static List<RankedDocument> ranking(String id, List<Candidate> candidates) {
        Map<String, RankedDocument> documents = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            String document = candidate.document().path();
            if (!document.equals(id)) {
                documents.putIfAbsent(document, new RankedDocument(document, candidate.score()));
            }
        }
        return List.copyOf(documents.values());
    }

    static void measure(Measurements measurements, RankedQuery query) {
        String id = query.id();
        List<String> ranking = query.documents();
        Map<String, Integer> relevant = query.relevant();
        measurements.add("ndcg@5", id, RankingMetrics.ndcg(ranking, relevant, 5));
        measurements.add("ndcg@10", id, RankingMetrics.ndcg(ranking, relevant, 10));
        measurements.add("recall@1", id, RankingMetrics.recall(ranking, relevant, 1));
        measurements.add("recall@5", id, RankingMetrics.recall(ranking, relevant, 5));
        measurements.add("recall@10", id, RankingMetrics.recall(ranking, relevant, 10));
        measurements.add("mrr@10", id, RankingMetrics.reciprocalRank(ranking, relevant, 10));
    }
}
