package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertEncoderTest {

    private final InferenceQueue queue = new InferenceQueue(2, 100);
    private Encoder encoder;

    @BeforeAll
    void open() {
        encoder = BertEncoder.open(TinyModels.ENCODER, queue);
    }

    @AfterAll
    void close() {
        queue.close();
        encoder.close();
    }

    @Test
    void knowsWhatItIs() {
        assertThat(encoder.id()).isEqualTo("tiny-encoder");
        assertThat(encoder.hash()).hasSize(64);
        assertThat(encoder.dimension()).isEqualTo(8);
    }

    @Test
    void computesWhatTheModelIsMadeToCompute() {
        // [CLS] is piece 2, [SEP] piece 3, "six" its word: each component is the row of [CLS] plus the mean of the
        // three rows
        long six = 0;
        try (BertTokenizer tokenizer =
                BertTokenizer.open(ModelDescription.load(TinyModels.ENCODER).tokenizer())) {
            six = tokenizer.tokenize("six").ids(0, 1)[0];
        }
        double[] expected = new double[8];
        double squares = 0;
        for (int axis = 0; axis < expected.length; axis++) {
            expected[axis] = row(2, axis) + (row(2, axis) + row(six, axis) + row(3, axis)) / 3;
            squares += expected[axis] * expected[axis];
        }
        float[] vector = encoder.encodePassage("six", Deadline.distant());
        for (int axis = 0; axis < expected.length; axis++) {
            assertThat((double) vector[axis]).isCloseTo(expected[axis] / Math.sqrt(squares), within(1e-5));
        }
    }

    private static double row(long piece, long axis) {
        return ((piece * 31 + axis * 17 + piece * axis * 7) % 23 - 11) / 11.0;
    }

    @Test
    void aQueryIsAPassageWithThePrefix() {
        assertThat(encoder.encodeQuery("six ships", Deadline.distant()))
                .containsExactly(encoder.encodePassage("what is six ships", Deadline.distant()))
                .isNotEqualTo(encoder.encodePassage("six ships", Deadline.distant()));
    }

    @ParameterizedTest
    @MethodSource("dev.footnote.inference.TinyModels#difficultTexts")
    void anyTextHasAFiniteVectorOfLengthOne(String text) {
        float[] vector = encoder.encodePassage(text, Deadline.distant());
        double squares = IntStream.range(0, vector.length)
                .mapToDouble(axis -> (double) vector[axis] * vector[axis])
                .sum();
        assertThat(squares).isCloseTo(1, within(1e-5));
    }

    @Test
    void textPastTheLongestInputIsNotSeen() {
        String longest = "six ships ".repeat(31);
        assertThat(encoder.encodePassage(longest + "king ".repeat(100_000), Deadline.distant()))
                .containsExactly(encoder.encodePassage(longest, Deadline.distant()));
    }

    @Test
    void allThreadsGetTheSameVectors() {
        List<CompletableFuture<float[]>> vectors = IntStream.range(0, 64)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> encoder.encodePassage("six ships sailed to korea", Deadline.distant()),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        float[] expected = encoder.encodePassage("six ships sailed to korea", Deadline.distant());
        assertThat(vectors).allSatisfy(vector -> assertThat(vector.join()).containsExactly(expected));
    }

    @Test
    void aPassedDeadlineIsSaid() {
        assertThatThrownBy(() -> encoder.encodeQuery("six", Deadline.after(Duration.ZERO)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("encoding the question");
    }

    @Test
    void aClosedEncoderSaysSo() {
        Encoder closed = BertEncoder.open(TinyModels.ENCODER, queue);
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.encodeQuery("six", Deadline.distant()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void closingWhileRunsAreGoingOnFailsTheLaterOnesOnly() {
        Encoder closing = BertEncoder.open(TinyModels.ENCODER, queue);
        List<CompletableFuture<float[]>> vectors = IntStream.range(0, 200)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> closing.encodePassage("six ships " + number, Deadline.distant()),
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        vectors.getFirst().join();
        closing.close();
        assertThat(vectors).allSatisfy(vector -> {
            try {
                assertThat(vector.join()).hasSize(8);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(ModelException.class).hasMessageContaining("was closed");
            }
        });
    }
}
