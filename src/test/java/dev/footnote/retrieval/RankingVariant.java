package dev.footnote.retrieval;

import dev.footnote.index.HybridHit;
import dev.footnote.index.PassageHit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A way of ordering what both searches found, to be compared with others.
 *
 * @param name what a table calls it
 * @param rank orders, best first
 */
public record RankingVariant(String name, Function<Searched, List<PassageHit>> rank) {

    /** What the others are compared with: min-max averages of the two lists, as a first prototype had them. */
    public static final String PROTOTYPE = "min-max average of both lists, 0.5";

    /**
     * What was found for one query.
     *
     * @param proximity of the query's words in a passage: see {@link dev.footnote.index.Snapshot#proximity}
     */
    public record Searched(
            List<PassageHit> lexical,
            List<PassageHit> nearest,
            List<HybridHit> hybrid,
            ToDoubleFunction<PassageHit> proximity) {}

    /** Returns the ways that were tried, the prototype first. */
    public static List<RankingVariant> all() {
        return List.of(
                new RankingVariant(PROTOTYPE, found -> lists(found, RankingVariant::stretched)),
                new RankingVariant("words alone (BM25F)", Searched::lexical),
                new RankingVariant("vectors alone", Searched::nearest),
                new RankingVariant("reciprocal ranks, 60", found -> lists(found, RankingVariant::reciprocalRanks)),
                new RankingVariant("standard scores over all found, 0.5", found -> ScoreFusion.fuse(found.hybrid, 0.5)),
                new RankingVariant("standard scores over all found, 0.7", found -> ScoreFusion.fuse(found.hybrid, 0.7)),
                new RankingVariant("0.5 and proximity, 1.5", found -> raised(found, 0.5, 1.5)),
                new RankingVariant("0.6 and proximity, 1.5", found -> raised(found, 0.6, 1.5)),
                new RankingVariant("0.7 and proximity, 1", found -> raised(found, 0.7, 1)),
                new RankingVariant("0.7 and proximity, 1.5", found -> raised(found, 0.7, 1.5)),
                new RankingVariant("0.7 and proximity, 2", found -> raised(found, 0.7, 2)));
    }

    private static List<PassageHit> raised(Searched found, double vectorWeight, double proximityWeight) {
        return ScoreFusion.fuse(found.hybrid, vectorWeight).stream()
                .limit(50)
                .map(hit -> scored(hit, hit.score() + proximityWeight * found.proximity.applyAsDouble(hit)))
                .sorted(PassageHit.BEST_FIRST)
                .toList();
    }

    private static List<PassageHit> lists(Searched found, Function<List<PassageHit>, List<PassageHit>> change) {
        Map<String, PassageHit> sums = new HashMap<>();
        for (List<PassageHit> list : List.of(found.lexical, found.nearest)) {
            change.apply(list).forEach(hit -> sums.merge(hit.id(), hit, (a, b) -> scored(a, a.score() + b.score())));
        }
        return sums.values().stream().sorted(PassageHit.BEST_FIRST).toList();
    }

    private static List<PassageHit> stretched(List<PassageHit> list) {
        double best = list.stream().mapToDouble(PassageHit::score).max().orElse(0);
        double worst = list.stream().mapToDouble(PassageHit::score).min().orElse(0);
        return list.stream()
                .map(hit -> scored(hit, best > worst ? (hit.score() - worst) / (best - worst) : 1))
                .toList();
    }

    private static List<PassageHit> reciprocalRanks(List<PassageHit> list) {
        List<PassageHit> ranked = new ArrayList<>();
        list.forEach(hit -> ranked.add(scored(hit, 1.0 / (61 + ranked.size()))));
        return ranked;
    }

    private static PassageHit scored(PassageHit hit, double score) {
        return new PassageHit(hit.documentId(), hit.start(), hit.end(), score);
    }
}
