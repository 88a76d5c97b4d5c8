package dev.footnote.benchmark;

import dev.footnote.corpus.ContentHash;
import dev.footnote.inference.Encoder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the evaluation's cache of vectors holds. Only read, so that an evaluation may be writing it meanwhile. */
final class CachedVectors {

    private static final int KEY_BYTES = 32;

    private final Map<String, float[]> byHash;
    private final List<float[]> all;

    private CachedVectors(Map<String, float[]> byHash) {
        this.byHash = byHash;
        this.all = new ArrayList<>(byHash.values());
    }

    /** Reads the vectors of an encoder from a cache's folder. */
    static CachedVectors read(Path folder, Encoder encoder) throws IOException {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        Path file = folder.resolve("vectors-" + encoder.hash().substring(0, 16) + ".bin");
        byte[] key = new byte[KEY_BYTES];
        byte[] components = new byte[encoder.dimension() * Float.BYTES];
        try (DataInputStream data = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            while (true) {
                data.readFully(key);
                data.readFully(components);
                float[] vector = new float[encoder.dimension()];
                ByteBuffer.wrap(components).asFloatBuffer().get(vector);
                vectors.putIfAbsent(HexFormat.of().formatHex(key), vector);
            }
        } catch (EOFException e) {
            return new CachedVectors(vectors);
        }
    }

    /** Returns the vector of an encoded text, if it is there. */
    float @Nullable [] of(String text) {
        return byHash.get(ContentHash.of(text));
    }

    /** Returns all vectors in the order in which they were encoded. */
    List<float[]> all() {
        return all;
    }
}
