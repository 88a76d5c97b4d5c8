package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {

    private static final Offset<Double> EXACTLY = within(1e-9);
    private static final Map<String, Integer> GRADES = Map.of("a", 2, "b", 1, "c", 1);

    @Test
    void ndcgWeighsGradesByRank() {
        // gain 1 / log2(2) + 2 / log2(4) = 2; ideal 2 / log2(2) + 1 / log2(3) + 1 / log2(4)
        double ideal = 2 + 1 / (Math.log(3) / Math.log(2)) + 0.5;

        assertThat(RankingMetrics.ndcg(List.of("b", "x", "a", "y"), GRADES, 10)).isCloseTo(2 / ideal, EXACTLY);
        assertThat(RankingMetrics.ndcg(List.of("b", "x", "a", "y"), GRADES, 10)).isCloseTo(0.638788, within(1e-6));
    }

    @Test
    void ndcgLooksNoDeeperThanAskedInRankingAndIdealAlike() {
        assertThat(RankingMetrics.ndcg(List.of("b", "a"), GRADES, 1)).isCloseTo(0.5, EXACTLY);
        assertThat(RankingMetrics.ndcg(List.of("x", "a"), GRADES, 1)).isZero();
    }

    @Test
    void theIdealRankingIsOne() {
        assertThat(RankingMetrics.ndcg(List.of("a", "c", "b"), GRADES, 5)).isCloseTo(1, EXACTLY);
    }

    @Test
    void anEmptyRankingIsZero() {
        assertThat(RankingMetrics.ndcg(List.of(), GRADES, 5)).isZero();
        assertThat(RankingMetrics.recall(List.of(), GRADES, 5)).isZero();
        assertThat(RankingMetrics.reciprocalRank(List.of(), GRADES, 5)).isZero();
    }

    @Test
    void recallIsTheShareOfAllRelevantDocuments() {
        List<String> ranking = List.of("b", "x", "a", "c");

        assertThat(RankingMetrics.recall(ranking, GRADES, 1)).isCloseTo(1 / 3.0, EXACTLY);
        assertThat(RankingMetrics.recall(ranking, GRADES, 3)).isCloseTo(2 / 3.0, EXACTLY);
        assertThat(RankingMetrics.recall(ranking, GRADES, 10)).isCloseTo(1, EXACTLY);
    }

    @Test
    void theReciprocalRankIsThatOfTheFirstRelevantDocumentWithinTheDepth() {
        assertThat(RankingMetrics.reciprocalRank(List.of("x", "y", "c", "a"), GRADES, 10))
                .isCloseTo(1 / 3.0, EXACTLY);
        assertThat(RankingMetrics.reciprocalRank(List.of("x", "y", "c", "a"), GRADES, 2))
                .isZero();
    }
}
