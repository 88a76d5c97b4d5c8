package dev.footnote.evaluation;

import dev.footnote.Deadline;
import dev.footnote.corpus.ContentHash;
import dev.footnote.inference.Encoder;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An encoder that remembers, in a file, every vector it was asked for, by the hash of the text: a second run over the same corpus encodes
 * nothing. The file belongs to one encoder (its name holds the hash of its weights); what a killed run has half written is cut off.
 */
final class VectorCache implements Encoder, Closeable {

    private static final int KEY_BYTES = 32;

    private final Encoder encoder;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
    private final FileChannel file;

    /**
     * Opens the cache of an encoder.
     *
     * @param folder where the file is kept
     */
    VectorCache(Encoder encoder, Path folder) {
        this.encoder = encoder;
        Path path = folder.resolve("vectors-" + encoder.hash().substring(0, 16) + ".bin");
        try {
            Files.createDirectories(folder);
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(path);
            long whole = load(path);
            file.truncate(whole);
            file.position(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("The cache of vectors " + path + " cannot be used: " + e, e);
        }
    }

    /** Two runs that append to one file would cut each other's vectors in two. The lock ends with the file. */
    private void lock(Path path) throws IOException {
        boolean locked;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            file.close();
            throw new BenchmarkException("Another evaluation is using the cache of vectors " + path
                    + ". Wait until it ends, or name another folder with --vectors.");
        }
    }

    private long load(Path path) throws IOException {
        long whole = 0;
        byte[] key = new byte[KEY_BYTES];
        byte[] components = new byte[encoder.dimension() * Float.BYTES];
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(path), 1 << 20);
                DataInputStream data = new DataInputStream(stream)) {
            while (true) {
                data.readFully(key);
                data.readFully(components);
                float[] vector = new float[encoder.dimension()];
                ByteBuffer.wrap(components).asFloatBuffer().get(vector);
                vectors.put(HexFormat.of().formatHex(key), vector);
                whole += key.length + components.length;
            }
        } catch (EOFException e) {
            return whole;
        }
    }

    @Override
    public String id() {
        return encoder.id();
    }

    @Override
    public String hash() {
        return encoder.hash();
    }

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public float[] encodeQuery(String query, Deadline deadline) {
        return encoder.encodeQuery(query, deadline);
    }

    @Override
    public float[] encodePassage(String text, Deadline deadline) {
        String key = ContentHash.of(text);
        float[] known = vectors.get(key);
        if (known != null) {
            return known;
        }
        float[] vector = encoder.encodePassage(text, deadline);
        if (vectors.putIfAbsent(key, vector) == null) {
            append(key, vector);
        }
        return vector;
    }

    private synchronized void append(String key, float[] vector) {
        ByteBuffer entry = ByteBuffer.allocate(KEY_BYTES + vector.length * Float.BYTES);
        entry.put(HexFormat.of().parseHex(key));
        entry.asFloatBuffer().put(vector);
        entry.rewind();
        try {
            while (entry.hasRemaining()) {
                file.write(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The cache of vectors cannot be written: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            encoder.close();
        }
    }
}
