package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.inference.ModelDescription.EncoderSettings;
import dev.footnote.inference.ModelDescription.ReaderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDescriptionTest {

    @TempDir
    Path parent;

    private Path encoder;
    private Path reader;

    @BeforeEach
    void copyModels() {
        encoder = TinyModels.copy(TinyModels.ENCODER, parent);
        reader = TinyModels.copy(TinyModels.READER, parent);
    }

    @Test
    void readsAnEncoder() {
        ModelDescription description = ModelDescription.load(encoder);
        assertThat(description.name()).isEqualTo("tiny-encoder");
        assertThat(description.maxTokens()).isEqualTo(64);
        assertThat(description.settings()).isEqualTo(new EncoderSettings(8, Pooling.CLS, "what is ", ""));
        assertThat(description.weights().path()).isEqualTo(encoder.resolve("model.onnx"));
    }

    @Test
    void readsAReader() {
        assertThat(ModelDescription.load(reader).settings()).isEqualTo(new ReaderSettings(10, 8, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dimension: 8        | dimensions: 8      | dimensions: expected one of | Did you mean dimension?
            dimension: 8        | dimension: many    | dimension: expected a whole number from 1 to 4096 | found "many"
            dimension: 8        | dimension: 0       | dimension: expected a whole number from 1 to 4096 | found 0
            dimension: 8        | dimension:         | dimension: expected a whole number | found ""
            dimension: 8        | dimension: [8]     | dimension: expected one value | found: [8]
            dimension: 8        | # none             | dimension: expected a value | no such key
            max-tokens: 64      | max-tokens: 4      | max-tokens: expected a whole number from 8 to 8192 | found 4
            pooling: cls        | pooling: max       | pooling: expected cls, mean or none | found "max"
            kind: encoder       | kind: decoder      | kind: expected encoder or reader | found "decoder"
            kind: encoder       | kind: reader       | dimension: expected one of | an unknown key
            file: model.onnx    | file: ../m.onnx    | file: expected a plain name | found "../m.onnx"
            file: model.onnx    | file: /etc/passwd  | file: expected a plain name | found "/etc/passwd"
            file: model.onnx    | file: ..           | file: expected a plain name | found ".."
            name: tiny-encoder  | name: a b          | name: expected a plain name | found "a b"
            sha256: 9           | sha256: XYZ        | sha256: expected 64 lower-case hexadecimal digits | found "XYZ
            pooling: cls        | kind: encoder      | expected YAML | duplicate key kind
            """)
    void namesFileKeyExpectedAndFound(String line, String replacement, String expected, String found) {
        TinyModels.describe(encoder, text -> text.replaceFirst("(?m)^" + line, replacement));
        assertThatThrownBy(() -> ModelDescription.load(encoder))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll(encoder.resolve("model.yml").toString(), expected, found);
    }

    @Test
    void aStrideThatWouldSkipTokensIsRefused() {
        TinyModels.describe(reader, text -> text.replace("window-stride: 10", "window-stride: 22"));
        assertThatThrownBy(() -> ModelDescription.load(reader))
                .hasMessageContaining("window-stride: expected a whole number from 1 to 21, found 22");
    }

    @Test
    void aMissingHashIsGivenToBePasted() throws IOException {
        String actual = ModelFile.sha256(Files.readAllBytes(encoder.resolve("model.onnx")));
        TinyModels.describe(encoder, text -> text.replaceFirst("(?m)^sha256: .*$", ""));
        assertThatThrownBy(() -> ModelDescription.load(encoder))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("sha256", actual);
    }

    @Test
    void aFolderWithoutDescriptionIsSaidToBeSo() {
        assertThatThrownBy(() -> ModelDescription.load(parent))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("expected the description of a model, found no such file");
    }

    @Test
    void objectsOfOtherClassesAreNotMade() {
        TinyModels.describe(
                encoder, text -> text.replace("dimension: 8", "dimension: !!java.net.URL [\"http://localhost\"]"));
        assertThatThrownBy(() -> ModelDescription.load(encoder)).isInstanceOf(ModelException.class);
    }

    @Test
    void theModelsThatComeWithFootnoteAreDescribed() {
        Path models = Path.of("models");
        assertThat(ModelDescription.load(models.resolve("bge-small-en-v1.5")).settings())
                .isEqualTo(new EncoderSettings(
                        384, Pooling.CLS, "Represent this sentence for searching relevant passages: ", ""));
        assertThat(ModelDescription.load(models.resolve("footnote-reader")).settings())
                .isEqualTo(new ReaderSettings(200, 48, 30));
    }
}
