package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.Deadline;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The encoder that comes with Footnote, against LangChain4j's own use of the same weights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertEncoderIT {

    private static final List<String> SENTENCES = List.of(
            "New Zealand contributed six frigates to the Korean War.",
            "The lighthouse at Ashdown was built in 1874.",
            "Tea is poured before the milk in this house, never after.",
            "How do I reset my password?",
            "Café, naïve and Zürich keep their accents in the text.",
            "😀 An emoji begins this sentence.",
            "漢字 and kana are split into characters.");

    private final InferenceQueue queue = new InferenceQueue(2, 2_000);
    private Encoder encoder;

    @BeforeAll
    void open() {
        encoder = new ModelFolders(Path.of("models")).openEncoder("bge-small-en-v1.5", queue);
    }

    @AfterAll
    void close() {
        queue.close();
        encoder.close();
    }

    @Test
    void agreesWithLangChain4jOnShortTexts() {
        EmbeddingModel theirs = new BgeSmallEnV15QuantizedEmbeddingModel();
        assertThat(SENTENCES)
                .allSatisfy(text -> assertThat(TinyModels.cosine(
                                encoder.encodePassage(text, Deadline.distant()),
                                theirs.embed(text).content().vector()))
                        .isGreaterThanOrEqualTo(0.9999));
    }

    @Test
    void aQuestionIsNearerToItsAnswerThanToOtherSentences() {
        float[] question = encoder.encodeQuery("In which year was the lighthouse built?", Deadline.distant());
        List<Double> similarities = SENTENCES.stream()
                .map(text -> TinyModels.cosine(question, encoder.encodePassage(text, Deadline.distant())))
                .toList();
        assertThat(similarities.get(1))
                .isEqualTo(similarities.stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow());
    }

    @Test
    void difficultTextsHaveFiniteVectors() {
        assertThat(TinyModels.difficultTexts())
                .allSatisfy(text -> assertThat((double) encoder.encodePassage(text, Deadline.distant())[0])
                        .isFinite());
        assertThat((double) encoder.encodePassage("word ".repeat(100_000), Deadline.distant())[0])
                .isFinite();
    }

    @Test
    void sixtyFourThreadsGetTheSameVectors() {
        List<float[]> expected = SENTENCES.stream()
                .map(text -> encoder.encodePassage(text, Deadline.distant()))
                .toList();
        List<CompletableFuture<float[]>> vectors = IntStream.range(0, 64)
                .mapToObj(thread -> CompletableFuture.supplyAsync(
                        () -> encoder.encodePassage(SENTENCES.get(thread % SENTENCES.size()), Deadline.distant()),
                        command -> Thread.ofPlatform().start(command)))
                .toList();
        for (int thread = 0; thread < vectors.size(); thread++) {
            assertThat(vectors.get(thread).join()).containsExactly(expected.get(thread % expected.size()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryStaysFlatOverManyEncodings() throws IOException {
        encode(500);
        long before = residentKilobytes();
        encode(2_000);
        assertThat(residentKilobytes() - before).as("growth in kB").isLessThan(64 * 1024);
    }

    private void encode(int count) {
        for (int number = 0; number < count; number++) {
            encoder.encodePassage("word ".repeat(number % 7) + number, Deadline.distant());
        }
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
