package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a model's files is said when the model is loaded, and never ends the process. */
class ModelOpeningTest {

    @TempDir
    Path parent;

    private final InferenceQueue queue = new InferenceQueue(1, 1);
    private Path encoder;
    private Path reader;

    @BeforeEach
    void copyModels() {
        encoder = TinyModels.copy(TinyModels.ENCODER, parent);
        reader = TinyModels.copy(TinyModels.READER, parent);
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json"})
    void aChangedFileIsRefusedWithBothHashes(String file) throws IOException {
        String expected = ModelFile.sha256(Files.readAllBytes(encoder.resolve(file)));
        byte[] changed = "other".getBytes(StandardCharsets.UTF_8);
        Files.write(encoder.resolve(file), changed);
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file, expected, ModelFile.sha256(changed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "tokenizer.json"})
    void aMissingFileIsSaidWithWhatToDo(String file) throws IOException {
        Files.delete(encoder.resolve(file));
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(file, "mvn process-resources");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChangedModelNeverReachesNativeCode() throws IOException, InterruptedException {
        assertThat(openInAnotherProcess()).contains("ONNX Runtime loaded: true");
        Files.write(encoder.resolve("model.onnx"), new byte[100]);
        assertThat(openInAnotherProcess()).contains("expected the SHA-256").contains("ONNX Runtime loaded: false");
    }

    private String openInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NativeCodeProbe.class.getName(),
                        encoder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void aTruncatedModelWithTheRightHashIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(encoder.resolve("model.onnx"));
        for (int length : new int[] {1, 50, whole.length / 2, whole.length - 1}) {
            TinyModels.replaceWeights(encoder, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("model.onnx");
        }
    }

    @Test
    void randomBytesWithTheRightHashAreRefused() {
        Random random = new Random(7);
        for (int size : new int[] {0, 10, 1_000, 100_000}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            TinyModels.replaceWeights(encoder, bytes);
            assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("expected an ONNX model");
        }
    }

    @Test
    void aReaderIsNoEncoder() throws IOException {
        assertThatThrownBy(() -> BertEncoder.open(reader, queue))
                .hasMessageContaining("kind: expected encoder, found reader");
        assertThatThrownBy(() -> BertReader.open(encoder, queue))
                .hasMessageContaining("kind: expected reader, found encoder");
        TinyModels.replaceWeights(encoder, Files.readAllBytes(reader.resolve("model.onnx")));
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected an output float [batch, tokens, dimension]")
                .hasMessageContaining("start_logits FLOAT [batch, tokens], end_logits FLOAT [batch, tokens]");
    }

    @Test
    void anEncoderIsNoReader() throws IOException {
        TinyModels.replaceWeights(reader, Files.readAllBytes(encoder.resolve("model.onnx")));
        assertThatThrownBy(() -> BertReader.open(reader, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "expected an output start_logits, float [batch, tokens], found last_hidden_state");
    }

    @Test
    void otherInputsAreRefused() throws IOException {
        byte[] weights = Files.readAllBytes(encoder.resolve("model.onnx"));
        String renamed = new String(weights, StandardCharsets.ISO_8859_1).replace("attention_mask", "attention_masc");
        TinyModels.replaceWeights(encoder, renamed.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected the inputs input_ids, attention_mask")
                .hasMessageContaining("attention_masc INT64 [batch, tokens]");
    }

    @Test
    void anotherDimensionIsRefused() {
        TinyModels.describe(encoder, text -> text.replace("dimension: 8", "dimension: 9"));
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("dimension: expected 8, which the model's vectors have, found 9");
    }

    @Test
    void aTokenizerWithMoreWordsThanTheModelIsRefused() throws IOException {
        String tokenizer = Files.readString(encoder.resolve("tokenizer.json"));
        String larger = tokenizer.replaceFirst("\"summer\": \\d+", "\"summer\": 5000");
        TinyModels.replaceTokenizer(encoder, larger.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> BertEncoder.open(encoder, queue))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("all ids of its tokenizer (up to 5000)");
    }
}
