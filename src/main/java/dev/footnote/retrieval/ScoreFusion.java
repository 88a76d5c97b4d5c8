package dev.footnote.retrieval;

import dev.footnote.index.HybridHit;
import dev.footnote.index.PassageHit;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Joins the scores of lexical and vector search: each is counted in standard deviations from its mean over all passages that either
 * search found (its standard score), and both are averaged by weight. Averaging keeps how far apart scores are, which reciprocal rank
 * fusion throws away (Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023); and since every passage has both
 * scores, one that a search ranked just below its cut does not count as if it had nothing.
 */
final class ScoreFusion {

    private ScoreFusion() {}

    /**
     * Returns the passages with their fused scores: 0 is the mean, a clear hit lies between 2 and 6.
     *
     * @param hits each passage once
     * @param vectorWeight the share of the similarity, from 0 to 1
     * @return in the order of {@link PassageHit#BEST_FIRST}
     */
    static List<PassageHit> fuse(List<HybridHit> hits, double vectorWeight) {
        ToDoubleFunction<HybridHit> lexical = standardScore(hits, HybridHit::lexical);
        ToDoubleFunction<HybridHit> similarity = standardScore(hits, HybridHit::similarity);
        return hits.stream()
                .map(hit -> hit.scored(
                        (1 - vectorWeight) * lexical.applyAsDouble(hit) + vectorWeight * similarity.applyAsDouble(hit)))
                .sorted(PassageHit.BEST_FIRST)
                .toList();
    }

    /** Scores that do not differ say nothing: all are 0 then. */
    private static ToDoubleFunction<HybridHit> standardScore(List<HybridHit> hits, ToDoubleFunction<HybridHit> score) {
        double mean = hits.stream().mapToDouble(score).average().orElse(0);
        double variance = hits.stream()
                .mapToDouble(hit -> Math.pow(score.applyAsDouble(hit) - mean, 2))
                .average()
                .orElse(0);
        double deviation = Math.sqrt(variance);
        return deviation < 1e-9 ? hit -> 0 : hit -> (score.applyAsDouble(hit) - mean) / deviation;
    }
}
