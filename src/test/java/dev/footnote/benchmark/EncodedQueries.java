package dev.footnote.benchmark;

import dev.footnote.Deadline;
import dev.footnote.inference.Encoder;
import java.util.Map;
import java.util.Objects;

/** An encoder that has encoded a benchmark's queries already, so that searching is timed alone. */
record EncodedQueries(Encoder encoder, Map<String, float[]> vectors) implements Encoder {

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
        return Objects.requireNonNull(vectors.get(query), query);
    }

    @Override
    public float[] encodePassage(String text, Deadline deadline) {
        return encoder.encodePassage(text, deadline);
    }

    @Override
    public void close() {
        // The encoder is the caller's
    }
}
