package dev.footnote.retrieval;

import dev.footnote.index.PassageHit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the results of lexical and vector search: each list's scores are stretched to [0, 1] (its worst hit 0, its best 1) and averaged
 * by weight; a passage that a list lacks has 0 there. Min-max averaging keeps how far apart scores are, which reciprocal rank fusion
 * throws away (Bruch et al., "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023).
 */
final class ScoreFusion {

    private ScoreFusion() {}

    /**
     * Returns the hits of both lists, each passage once, with fused scores from 0 to 1.
     *
     * @param vectorWeight the share of {@code nearest}, from 0 to 1
     * @return in the order of {@link PassageHit#BEST_FIRST}
     */
    static List<PassageHit> fuse(List<PassageHit> lexical, List<PassageHit> nearest, double vectorWeight) {
        Map<String, PassageHit> fused = new HashMap<>();
        add(fused, lexical, 1 - vectorWeight);
        add(fused, nearest, vectorWeight);
        return fused.values().stream().sorted(PassageHit.BEST_FIRST).toList();
    }

    private static void add(Map<String, PassageHit> fused, List<PassageHit> hits, double weight) {
        double best = hits.stream().mapToDouble(PassageHit::score).max().orElse(0);
        double worst = hits.stream().mapToDouble(PassageHit::score).min().orElse(0);
        for (PassageHit hit : hits) {
            double stretched = best > worst ? (hit.score() - worst) / (best - worst) : 1;
            fused.merge(hit.id(), scored(hit, weight * stretched), (a, b) -> scored(a, a.score() + b.score()));
        }
    }

    private static PassageHit scored(PassageHit hit, double score) {
        return new PassageHit(hit.documentId(), hit.start(), hit.end(), score);
    }
}
