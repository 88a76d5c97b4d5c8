package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.innerProduct;
import static dev.footnote.index.IndexFixtures.passages;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.IndexFixtures;
import dev.footnote.index.IndexedDocument;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does at random what may be done to an index, and compares it with a map. */
class RandomOperationsTest {

    private static final int OPERATIONS = 60;
    private static final List<String> WORDS =
            List.of("ship", "harbour", "train", "moon", "river", "stone", "bread", "lamp", "1044", "na\u00EFve");
    private static final Deadline DISTANT = Deadline.distant();

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAMap(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Document> committed = new TreeMap<>();
        Map<String, Document> written = new TreeMap<>();
        LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST);
        PassageWriter writer = index.writer();
        try {
            for (int i = 0; i < OPERATIONS; i++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> {
                        Document document = randomDocument(random);
                        put(writer, document);
                        written.put(document.id(), document);
                    }
                    case 7 -> {
                        String id = randomDocument(random).id();
                        writer.remove(id);
                        written.remove(id);
                    }
                    case 8, 9, 10 -> {
                        writer.commit(random.nextBoolean());
                        committed.clear();
                        committed.putAll(written);
                    }
                    default -> {
                        writer.close();
                        if (!committed.isEmpty() && random.nextBoolean()) {
                            IndexFiles.merge(directory, random.nextBoolean());
                        }
                        if (random.nextBoolean()) {
                            index.close();
                            index = LucenePassageIndex.open(directory, MANIFEST);
                        }
                        writer = index.writer();
                        written.clear();
                        written.putAll(committed);
                    }
                }
                assertThat(writer.documents())
                        .isEqualTo(committed.values().stream()
                                .collect(Collectors.toMap(
                                        Document::id,
                                        document -> new IndexedDocument(
                                                document.collection(), document.path(), document.fingerprint()))));
                try (Snapshot snapshot = index.snapshot()) {
                    assertSame(snapshot, committed, random);
                }
            }
        } finally {
            index.close();
        }
    }

    private static void assertSame(Snapshot snapshot, Map<String, Document> model, Random random) {
        PassageFilter filter = randomFilter(random, model);
        List<Document> visible = model.values().stream()
                .filter(document -> filter.passes(IndexFixtures.summary(document)))
                .sorted(Comparator.comparing(Document::collection).thenComparing(Document::path))
                .toList();
        List<EncodedPassage> passages = visible.stream()
                .flatMap(document -> passages(document).stream())
                .toList();
        assertThat(snapshot.passageCount(filter)).isEqualTo(passages.size());
        assertThat(snapshot.documents(filter, Optional.empty(), 100))
                .extracting(DocumentSummary::id)
                .isEqualTo(visible.stream().map(Document::id).toList());
        visible.forEach(
                document -> assertThat(snapshot.document(document.id(), filter)).contains(document));

        String word = WORDS.get(random.nextInt(WORDS.size()));
        List<PassageHit> lexical = snapshot.lexical(word, filter, 1000, DISTANT);
        assertThat(lexical)
                .isSortedAccordingTo(PassageHit.BEST_FIRST)
                .extracting(PassageHit::id)
                .containsExactlyInAnyOrderElementsOf(passages.stream()
                        .map(EncodedPassage::passage)
                        .filter(passage -> List.of(passage.text().split(" ")).contains(word))
                        .map(passage -> passage.id())
                        .toList());
        lexical.forEach(hit -> assertThat(snapshot.passage(hit).text()).contains(word));
        int limit = random.nextInt(1, 8);
        assertThat(snapshot.lexical(word, filter, limit, DISTANT))
                .isEqualTo(lexical.subList(0, Math.min(limit, lexical.size())));

        float[] question = vector("question " + random.nextInt());
        assertThat(snapshot.nearest(question, filter, limit, DISTANT))
                .isEqualTo(passages.stream()
                        .map(each -> new PassageHit(
                                each.passage().documentId(),
                                each.passage().start(),
                                each.passage().end(),
                                innerProduct(question, each.vector())))
                        .sorted(PassageHit.BEST_FIRST)
                        .limit(limit)
                        .toList());
    }

    private static PassageFilter randomFilter(Random random, Map<String, Document> model) {
        Set<String> collections = List.of(Set.of("a"), Set.of("b"), Set.of("a", "b"), Set.<String>of())
                .get(random.nextInt(4));
        List<String> ids = new ArrayList<>(model.keySet());
        Set<String> narrowed = random.nextBoolean() || ids.isEmpty()
                ? Set.of()
                : Set.copyOf(ids.subList(0, random.nextInt(ids.size()) + 1));
        return new PassageFilter(collections, narrowed, Set.of(), Map.of(), null, null);
    }

    private static Document randomDocument(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(5);
        for (int line = 0; line < lines; line++) {
            for (int word = random.nextInt(1, 6); word > 0; word--) {
                text.append(WORDS.get(random.nextInt(WORDS.size())))
                        .append(word > 1 ? " " : line < lines - 1 ? "\n" : "");
            }
        }
        return document(random.nextBoolean() ? "a" : "b", "p" + random.nextInt(20), text.toString());
    }
}
