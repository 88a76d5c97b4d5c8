package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.innerProduct;
import static dev.footnote.index.IndexFixtures.normalized;
import static dev.footnote.index.IndexFixtures.randomVector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.Manifest;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vector search by the graph, which small indexes do without. */
class VectorSearchTest {

    private static final int DIMENSION = 64;
    private static final int VECTORS = 2_000;
    private static final int CLUSTERS = 40;
    private static final Manifest MANIFEST = new Manifest(1, "encoder", "hash", DIMENSION, "", "", "");
    private static final Settings BY_GRAPH = new Settings(0, 0, 1_000, Settings.DEFAULT.storage());
    private static final Settings BY_SCAN = new Settings(0, Integer.MAX_VALUE, 1_000, Settings.DEFAULT.storage());

    @TempDir
    Path directory;

    private final Random random = new Random(11);
    private final Map<String, float[]> vectors = new HashMap<>();
    private final Map<String, String> collections = new HashMap<>();

    @Test
    void findsNearlyAllOfTheNearestWithTheirTrueScores() {
        write(BY_GRAPH, 1, clusteredVectors());
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, BY_GRAPH);
                Snapshot snapshot = index.snapshot()) {
            assertThat(recall(snapshot, ALL)).isGreaterThanOrEqualTo(0.98);
            PassageFilter rare = PassageFilter.collections(Set.of("rare"));
            assertThat(recall(snapshot, rare)).isGreaterThanOrEqualTo(0.98);
        }
    }

    @Test
    void findsAllOfTheNearestWhereAllAreScannedWithAFilterAndWithout() {
        write(BY_SCAN, 1, clusteredVectors());
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, BY_SCAN);
                Snapshot snapshot = index.snapshot()) {
            assertThat(recall(snapshot, ALL)).isGreaterThanOrEqualTo(0.998);
            PassageFilter rare = PassageFilter.collections(Set.of("rare"));
            assertThat(recall(snapshot, rare)).isGreaterThanOrEqualTo(0.998);
        }
    }

    @Test
    void aScanGoesOnBehindManyDocumentsThatWereRemoved() {
        List<float[]> all = clusteredVectors().subList(0, 200);
        write(BY_SCAN, 0, all);
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, BY_SCAN);
                PassageWriter writer = index.writer()) {
            for (int i = 0; i < 190; i++) {
                writer.remove(document("default", i + ".txt", "text").id());
            }
            writer.commit(true);
            // More candidates than one, and fewer than there are vectors: nothing but the scan can give these
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.nearest(all.getLast(), ALL, 5, Deadline.distant()))
                        .hasSize(5);
            }
        }
    }

    @Test
    void findsExactlyTheNearestInASmallIndex() {
        write(Settings.DEFAULT, 0, clusteredVectors());
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST);
                Snapshot snapshot = index.snapshot()) {
            assertThat(recall(snapshot, ALL)).isEqualTo(1);
        }
    }

    @Test
    void ordersEqualVectorsTheSameInManySegmentsAndInOne() throws IOException {
        float[] same = randomVector(random, DIMENSION);
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(i % 2 == 0 ? same : randomVector(random, DIMENSION));
        }
        write(BY_GRAPH, 0, all);
        List<PassageHit> before = nearest(same, 20);
        assertThat(before).hasSize(20).isSortedAccordingTo(PassageHit.BEST_FIRST);
        assertThat(IndexFiles.segments(directory)).isGreaterThan(1);
        IndexFiles.merge(directory, true);
        assertThat(IndexFiles.segments(directory)).isEqualTo(1);
        assertThat(nearest(same, 20)).isEqualTo(before);
        assertThat(before).isEqualTo(exact(same, ALL, 20));
    }

    private List<PassageHit> nearest(float[] vector, int limit) {
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, BY_GRAPH);
                Snapshot snapshot = index.snapshot()) {
            return snapshot.nearest(vector, ALL, limit, Deadline.distant());
        }
    }

    private double recall(Snapshot snapshot, PassageFilter filter) {
        int found = 0;
        int wanted = 0;
        for (int i = 0; i < 30; i++) {
            float[] question = randomVector(random, DIMENSION);
            List<PassageHit> expected = exact(question, filter, 10);
            List<PassageHit> hits = snapshot.nearest(question, filter, 10, Deadline.distant());
            for (PassageHit hit : hits) {
                assertThat(hit.score())
                        .isCloseTo(
                                innerProduct(question, Objects.requireNonNull(vectors.get(hit.documentId()))),
                                within(1e-12));
            }
            Set<PassageHit> both = new HashSet<>(hits);
            both.retainAll(expected);
            found += both.size();
            wanted += expected.size();
        }
        return (double) found / wanted;
    }

    private List<PassageHit> exact(float[] question, PassageFilter filter, int limit) {
        return vectors.entrySet().stream()
                .filter(each -> filter.collections().contains(collections.get(each.getKey())))
                .map(each -> new PassageHit(each.getKey(), 0, 4, innerProduct(question, each.getValue())))
                .sorted(PassageHit.BEST_FIRST)
                .limit(limit)
                .toList();
    }

    private List<float[]> clusteredVectors() {
        List<float[]> centres = new ArrayList<>();
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(randomVector(random, DIMENSION));
        }
        List<float[]> clustered = new ArrayList<>();
        for (int i = 0; i < VECTORS; i++) {
            float[] vector = randomVector(random, DIMENSION);
            float[] centre = centres.get(i % CLUSTERS);
            for (int j = 0; j < DIMENSION; j++) {
                vector[j] = centre[j] + 0.7f * vector[j];
            }
            clustered.add(normalized(vector));
        }
        return clustered;
    }

    private void write(Settings settings, int rareInFifty, List<float[]> all) {
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, settings);
                PassageWriter writer = index.writer()) {
            for (int i = 0; i < all.size(); i++) {
                String collection = i % 50 < rareInFifty ? "rare" : "default";
                Document document = document(collection, i + ".txt", "text");
                vectors.put(document.id(), all.get(i));
                collections.put(document.id(), collection);
                writer.put(document, List.of(new EncodedPassage(Passage.of(document, new Span(0, 4)), all.get(i))));
                if (i % 200 == 199) {
                    writer.commit(false);
                }
            }
            writer.commit(true);
        }
    }
}
