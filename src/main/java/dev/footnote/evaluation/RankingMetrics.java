package dev.footnote.evaluation;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Metrics of one ranking against graded documents, as trec_eval computes them: nDCG with the grade itself as gain and a discount of
 * log2(rank + 1) (Järvelin and Kekäläinen 2002), recall, and reciprocal rank.
 */
final class RankingMetrics {

    private RankingMetrics() {}

    /**
     * Returns the normalised discounted cumulative gain of the first {@code depth} documents, from 0 to 1.
     *
     * @param ranking corpus ids, best first, each once
     * @param relevant grades above 0 by corpus id; not empty
     */
    static double ndcg(List<String> ranking, Map<String, Integer> relevant, int depth) {
        double gain = IntStream.range(0, Math.min(depth, ranking.size()))
                .mapToDouble(rank -> relevant.getOrDefault(ranking.get(rank), 0) / discount(rank))
                .sum();
        List<Integer> ideal =
                relevant.values().stream().sorted((a, b) -> b - a).limit(depth).toList();
        double best = IntStream.range(0, ideal.size())
                .mapToDouble(rank -> ideal.get(rank) / discount(rank))
                .sum();
        return gain / best;
    }

    /** Returns the share of relevant documents among the first {@code depth}, from 0 to 1. */
    static double recall(List<String> ranking, Map<String, Integer> relevant, int depth) {
        long found = ranking.stream().limit(depth).filter(relevant::containsKey).count();
        return (double) found / relevant.size();
    }

    /** Returns 1 over the rank of the first relevant document among the first {@code depth}, or 0. */
    static double reciprocalRank(List<String> ranking, Map<String, Integer> relevant, int depth) {
        return IntStream.range(0, Math.min(depth, ranking.size()))
                .filter(rank -> relevant.containsKey(ranking.get(rank)))
                .mapToDouble(rank -> 1.0 / (rank + 1))
                .findFirst()
                .orElse(0);
    }

    private static double discount(int rank) {
        return Math.log(rank + 2) / Math.log(2);
    }
}
