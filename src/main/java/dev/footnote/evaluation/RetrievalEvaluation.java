package dev.footnote.evaluation;

import dev.footnote.Deadline;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures a ranking of documents: {@code ndcg@5}, {@code ndcg@10}, {@code recall@1}, {@code recall@5}, {@code recall@10} and
 * {@code mrr@10}. A document stands where its best passage stands. A document with the query's own id is never a candidate for it.
 */
final class RetrievalEvaluation {

    private static final int DEPTH = 50;

    private final Retriever retriever;
    private final Snapshot snapshot;
    private final PassageFilter everything = PassageFilter.collections(Set.of(BenchmarkFolder.COLLECTION));

    RetrievalEvaluation(Retriever retriever, Snapshot snapshot) {
        this.retriever = retriever;
        this.snapshot = snapshot;
    }

    /** Searches and reads. The text is searched whole, however long it is. */
    List<Candidate> candidates(String text) {
        Deadline deadline = Deadline.distant();
        List<Candidate> found = retriever.search(snapshot, new Query(text), everything, DEPTH, deadline);
        return retriever.read(text, found, deadline);
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
