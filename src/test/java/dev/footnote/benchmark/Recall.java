package dev.footnote.benchmark;

import dev.footnote.Deadline;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How many of the truly nearest passages vector search finds, over real vectors alone. */
final class Recall {

    static final int DEPTH = 10;

    private final PassageIndex index;
    private final List<float[]> vectors;
    private final Map<String, Integer> positions = new HashMap<>();

    /** Fills an empty index with a document of one passage for each vector. */
    Recall(PassageIndex index, List<float[]> vectors) {
        this.index = index;
        this.vectors = vectors;
        try (PassageWriter writer = index.writer()) {
            for (int i = 0; i < vectors.size(); i++) {
                Document document = document(i);
                positions.put(document.id(), i);
                Passage passage =
                        Passage.of(document, new Span(0, document.text().length()));
                writer.put(document, List.of(new EncodedPassage(passage, vectors.get(i))));
            }
            writer.commit(true);
        }
    }

    /**
     * Returns the share of the {@value #DEPTH} nearest that are among the first {@value #DEPTH} found, on average. Equals of the last one
     * count as it does.
     *
     * @param limit how many vector search is asked for
     * @param every 1 for a search among all; otherwise the filter keeps one in so many
     */
    double at(Collection<float[]> queries, int limit, int every) {
        List<float[]> kept = new ArrayList<>();
        Set<String> documents = new HashSet<>();
        for (int i = 0; i < vectors.size(); i += every) {
            kept.add(vectors.get(i));
            documents.add(document(i).id());
        }
        PassageFilter filter = every == 1
                ? SearchClient.FILTER
                : new PassageFilter(SearchClient.FILTER.collections(), documents, Set.of(), Map.of(), null, null);
        double sum = 0;
        try (Snapshot snapshot = index.snapshot()) {
            for (float[] query : queries) {
                double least = leastOfNearest(query, kept);
                List<PassageHit> found = snapshot.nearest(query, filter, limit, Deadline.distant())
                        .subList(0, DEPTH);
                sum += found.stream()
                                .filter(hit -> product(query, vectorOf(hit)) >= least)
                                .count()
                        / (double) DEPTH;
            }
        }
        return sum / queries.size();
    }

    private float[] vectorOf(PassageHit hit) {
        return vectors.get(Objects.requireNonNull(positions.get(hit.documentId())));
    }

    private static double leastOfNearest(float[] query, List<float[]> vectors) {
        List<Double> products = new ArrayList<>(vectors.size());
        vectors.forEach(vector -> products.add(product(query, vector)));
        double[] sorted = products.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length - DEPTH];
    }

    private static double product(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }

    private static Document document(int number) {
        String path = "vector-" + number;
        return new Document(
                DocumentId.of(Pages.COLLECTION, path),
                Pages.COLLECTION,
                path,
                ContentHash.of(path),
                path,
                null,
                null,
                path,
                List.of(),
                List.of(),
                Map.of());
    }
}
