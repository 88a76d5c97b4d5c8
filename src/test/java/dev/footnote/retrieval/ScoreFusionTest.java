package dev.footnote.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.index.HybridHit;
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
    void countsEachScoreInStandardDeviationsFromItsMeanAndAveragesByWeight() {
        // Words: mean 4, deviation 4; meaning: mean 0.6, deviation 0.2
        List<PassageHit> fused = ScoreFusion.fuse(List.of(hit("a", 8, 0.4), hit("b", 0, 0.8)), 0.7);

        assertThat(fused).extracting(PassageHit::documentId).containsExactly("b", "a");
        assertThat(fused.get(0).score()).isCloseTo(0.3 * -1 + 0.7 * 1, within(1e-9));
        assertThat(fused.get(1).score()).isCloseTo(0.3 * 1 + 0.7 * -1, within(1e-9));
    }

    @Test
    void scoresThatDoNotDifferSayNothing() {
        List<PassageHit> fused = ScoreFusion.fuse(List.of(hit("a", 3, 0.1), hit("b", 3, 0.5)), 0.5);

        assertThat(fused).extracting(PassageHit::documentId).containsExactly("b", "a");
        assertThat(fused.getFirst().score()).isCloseTo(0.5, within(1e-9));
        assertThat(ScoreFusion.fuse(List.of(hit("a", 3, 0.9)), 0.5).getFirst().score())
                .isZero();
    }

    @Test
    void nothingGivesNothing() {
        assertThat(ScoreFusion.fuse(List.of(), 0.5)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderIsTotalAndAScoreDoesNotDependOnTheScaleOfEitherSearch(long seed) {
        Random random = new Random(seed);
        List<HybridHit> hits = new ArrayList<>();
        List<HybridHit> scaled = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int lexical = random.nextInt(5);
            double similarity = random.nextInt(5) / 8.0;
            hits.add(hit("d" + i, lexical, similarity));
            scaled.add(hit("d" + i, 16 * lexical, similarity / 4 + 0.5));
        }
        List<PassageHit> expected = ScoreFusion.fuse(hits, 0.5);
        Collections.shuffle(scaled, random);
        List<PassageHit> found = ScoreFusion.fuse(scaled, 0.5);

        assertThat(expected).isSortedAccordingTo(PassageHit.BEST_FIRST);
        for (int i = 0; i < found.size(); i++) {
            String id = found.get(i).id();
            PassageHit same = expected.stream()
                    .filter(hit -> hit.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(found.get(i).score()).isCloseTo(same.score(), within(1e-9));
        }
    }

    private static HybridHit hit(String document, double lexical, double similarity) {
        return new HybridHit(document, 0, 1, lexical, similarity);
    }
}
