package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.inference.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {

    @TempDir
    private Path folder;

    @Test
    void aSecondRunEncodesNothing() {
        List<float[]> first = encode("a", "one", "two", "one");
        CountingEncoder encoder = new CountingEncoder("a");

        assertThat(encode(encoder, "one", "two", "one"))
                .usingRecursiveComparison()
                .isEqualTo(first);
        assertThat(encoder.encoded).isZero();
    }

    @Test
    void whatIsNewIsEncodedAndKept() {
        encode("a", "one");
        CountingEncoder second = new CountingEncoder("a");
        encode(second, "one", "two");
        CountingEncoder third = new CountingEncoder("a");
        encode(third, "two", "one");

        assertThat(second.encoded).isEqualTo(1);
        assertThat(third.encoded).isZero();
    }

    @Test
    void aTornTailIsCutOff() throws IOException {
        List<float[]> whole = encode("a", "one", "two");
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        CountingEncoder encoder = new CountingEncoder("a");
        assertThat(encode(encoder, "one", "two")).usingRecursiveComparison().isEqualTo(whole);
        assertThat(encoder.encoded).isEqualTo(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void aTailOfAFewBytesIsCutOff() throws IOException {
        encode("a", "one");
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, new byte[] {1, 2}, StandardOpenOption.APPEND);

        encode("a", "one");

        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void anotherEncoderHasAnotherFile() throws IOException {
        encode("a", "one");
        CountingEncoder other = new CountingEncoder("b");
        encode(other, "one");

        assertThat(other.encoded).isEqualTo(1);
        assertThat(files()).hasSize(2);
    }

    @Test
    void twoRunsAtOnceCannotUseOneFile() throws IOException {
        encode("a", "one");
        byte[] bytes = Files.readAllBytes(files().getFirst());
        try (VectorCache first = new VectorCache(new CountingEncoder("a"), folder)) {
            assertThatThrownBy(() -> new VectorCache(new CountingEncoder("a"), folder))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessageContaining("--vectors");
            assertThat(first.encodePassage("one", Deadline.distant())).isNotEmpty();
        }
        assertThat(Files.readAllBytes(files().getFirst())).isEqualTo(bytes);
        encode("a", "two");
    }

    private List<float[]> encode(String hash, String... texts) {
        return encode(new CountingEncoder(hash), texts);
    }

    private List<float[]> encode(Encoder encoder, String... texts) {
        try (VectorCache cache = new VectorCache(encoder, folder)) {
            return Stream.of(texts)
                    .map(text -> cache.encodePassage(text, Deadline.distant()))
                    .toList();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Encodes a text as its length and its first character. */
    private static final class CountingEncoder implements Encoder {

        private final String hash;
        private int encoded;

        CountingEncoder(String hash) {
            this.hash = hash.repeat(64);
        }

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public String hash() {
            return hash;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public float[] encodeQuery(String query, Deadline deadline) {
            return encodePassage(query, deadline);
        }

        @Override
        public float[] encodePassage(String text, Deadline deadline) {
            encoded++;
            return new float[] {text.length(), text.charAt(0)};
        }

        @Override
        public void close() {}
    }
}
