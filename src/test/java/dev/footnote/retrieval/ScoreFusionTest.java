package dev.footnote.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.index.PassageHit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFusionTest {

    @Test
    void stretchesEachListToOneAndAveragesByWeight() {
        List<PassageHit> fused = ScoreFusion.fuse(
                List.of(hit("a", 12), hit("b", 7), hit("c", 2)), List.of(hit("b", 0.9), hit("d", 0.5)), 0.4);

        // a: 0.6 * 1; b: 0.6 * (7 - 2) / 10 + 0.4 * 1; c and d: the worst of their lists
        assertThat(fused).extracting(PassageHit::documentId).containsExactly("b", "a", "c", "d");
        assertThat(fused.get(0).score()).isCloseTo(0.7, within(1e-9));
        assertThat(fused.get(1).score()).isCloseTo(0.6, within(1e-9));
        assertThat(fused.get(2).score()).isZero();
    }

    @Test
    void aListOfEqualScoresCountsInFull() {
        assertThat(ScoreFusion.fuse(List.of(hit("a", 3)), List.of(), 0.5)
                        .getFirst()
                        .score())
                .isEqualTo(0.5);
    }

    @Test
    void twoEmptyListsGiveNothing() {
        assertThat(ScoreFusion.fuse(List.of(), List.of(), 0.5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderDependsOnScoresAndIdsAloneAndScoresStayWithinZeroAndOne(long seed) {
        Random random = new Random(seed);
        List<PassageHit> lexical = new ArrayList<>();
        List<PassageHit> nearest = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lexical.add(hit("d" + i, random.nextInt(5)));
            nearest.add(hit("d" + random.nextInt(100), random.nextInt(5) / 5.0));
        }
        List<PassageHit> distinct = nearest.stream()
                .filter(hit -> nearest.indexOf(hit)
                        == nearest.stream().map(PassageHit::id).toList().indexOf(hit.id()))
                .toList();
        List<PassageHit> expected = ScoreFusion.fuse(lexical, distinct, 0.5);
        Collections.shuffle(lexical, random);

        assertThat(ScoreFusion.fuse(lexical, distinct, 0.5)).isEqualTo(expected);
        assertThat(expected).allSatisfy(hit -> assertThat(hit.score()).isBetween(0.0, 1.0));
        assertThat(expected).isSortedAccordingTo(PassageHit.BEST_FIRST);
    }

    private static PassageHit hit(String document, double score) {
        return new PassageHit(document, 0, 1, score);
    }
}
