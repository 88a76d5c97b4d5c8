package dev.footnote.evaluation;

import dev.footnote.Deadline;
import dev.footnote.inference.Encoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The vectors of a benchmark's queries, encoded once and then kept. */
public final class QueryVectors {

    private QueryVectors() {}

    /**
     * Returns the vector of each query.
     *
     * @param folder where they are kept; for queries alone, since the vectors of passages go by the same key
     */
    public static Map<String, float[]> of(Encoder encoder, Path folder, List<String> queries) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        try (VectorCache cache = new VectorCache(new QueriesAsPassages(encoder), folder)) {
            for (String query : queries) {
                vectors.put(query, cache.encodePassage(query, Deadline.distant()));
            }
        }
        return vectors;
    }

    /** The cache keeps what is encoded as a passage. */
    private record QueriesAsPassages(Encoder encoder) implements Encoder {

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
            return encoder.encodeQuery(text, deadline);
        }

        @Override
        public void close() {
            // The encoder is the caller's
        }
    }
}
