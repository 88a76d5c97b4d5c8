package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    private Path folder;

    private final Measurements before = new Measurements();
    private final Measurements now = new Measurements();
    private Path baseline;

    @BeforeEach
    void file() {
        baseline = folder.resolve("details.json");
    }

    @Test
    void theIntervalOfAMeanIsThatOfTheNormalApproximation() {
        // 50 ones and 50 zeros: standard error 0.05
        List<Double> values = IntStream.range(0, 100).mapToObj(i -> i % 2.0).toList();

        Interval interval = Bootstrap.interval(List.of(values));

        assertThat(interval.low()).isCloseTo(0.5 - 1.96 * 0.05, within(0.015));
        assertThat(interval.high()).isCloseTo(0.5 + 1.96 * 0.05, within(0.015));
        assertThat(Bootstrap.interval(List.of(values))).isEqualTo(interval);
    }

    @Test
    void equalValuesHaveNoInterval() {
        assertThat(Bootstrap.interval(List.of(Collections.nCopies(9, 1.0)))).isEqualTo(new Interval(1, 1));
    }

    @Test
    void aSteadySmallGainIsSeenBecauseQuestionsArePaired() throws IOException {
        IntStream.range(0, 40).forEach(i -> {
            before.add("f1", "q" + i, i / 50.0);
            now.add("f1", "q" + i, i / 50.0 + 0.02 + (i % 2) * 0.01);
        });

        assertThat(compare()).singleElement().satisfies(comparison -> {
            assertThat(comparison.difference()).isCloseTo(0.025, within(1e-9));
            assertThat(comparison.verdict()).isEqualTo("better");
            assertThat(comparison.questions()).isEqualTo(40);
        });
    }

    @Test
    void noiseIsNoDifference() throws IOException {
        IntStream.range(0, 40).forEach(i -> {
            before.add("f1", "q" + i, i % 2);
            now.add("f1", "q" + i, (i + 1) % 2);
        });

        assertThat(compare()).extracting(Comparison::verdict).containsExactly("no difference");
    }

    @Test
    void refusingMoreOfWhatCouldBeAnsweredIsWorseAndOfTheRestBetter() throws IOException {
        IntStream.range(0, 30).forEach(i -> {
            before.add("refused_answerable", "a" + i, 0);
            now.add("refused_answerable", "a" + i, i < 15 ? 1 : 0);
            before.add("refused_unanswerable", "u" + i, 0);
            now.add("refused_unanswerable", "u" + i, 1);
        });

        assertThat(compare())
                .extracting(comparison -> comparison.metric() + " " + comparison.verdict())
                .containsExactly("refused_unanswerable better", "refused_answerable worse", "balanced_accuracy better");
        assertThat(compare().getLast().difference()).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void onlyQuestionsOfBothRunsCount() throws IOException {
        before.add("f1", "shared", 0);
        before.add("f1", "gone", 1);
        now.add("f1", "shared", 1);
        now.add("f1", "new", 0);

        assertThat(compare()).singleElement().satisfies(comparison -> {
            assertThat(comparison.questions()).isEqualTo(1);
            assertThat(comparison.difference()).isEqualTo(1);
        });
    }

    @Test
    void runsWithNothingInCommonOrAnotherFileAreMistakes() throws IOException {
        before.add("f1", "a", 0);
        now.add("f1", "b", 0);
        assertThatThrownBy(this::compare)
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("no question has a value in both runs");

        Files.writeString(baseline, "{\"ndcg@10\": 0.7}");
        assertThatThrownBy(() -> Comparison.with(baseline, now))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("must be what --details has written");
    }

    private List<Comparison> compare() throws IOException {
        Files.writeString(baseline, new ObjectMapper().writeValueAsString(before.values()));
        return Comparison.with(baseline, now);
    }
}
