package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What the parts of {@link PassageIndexContract} share: an index in storage of its own, and words to test it with. */
abstract class PassageIndexTestCase {

    static final Deadline DISTANT = Deadline.distant();

    private final List<PassageIndex> opened = new ArrayList<>();

    /** Opens the index of the test that runs: the same storage at each call. */
    protected abstract PassageIndex openIndex(Manifest inUse);

    /** Opens the index and closes it after the test. */
    protected final PassageIndex index(Manifest inUse) {
        PassageIndex index = openIndex(inUse);
        opened.add(index);
        return index;
    }

    @AfterEach
    final void closeIndexes() {
        opened.forEach(PassageIndex::close);
    }

    /** Stores documents and commits them as complete. */
    protected static long commit(PassageIndex index, Document... documents) {
        try (PassageWriter writer = index.writer()) {
            for (Document document : documents) {
                put(writer, document);
            }
            return writer.commit(true);
        }
    }

    final long rebuild(Manifest manifest, Document... documents) {
        return commit(index(manifest), documents);
    }

    static List<String> ids(List<PassageHit> hits) {
        return hits.stream().map(PassageHit::id).toList();
    }

    static List<String> texts(Snapshot snapshot, List<PassageHit> hits) {
        return hits.stream().map(hit -> snapshot.passage(hit).text()).toList();
    }

    static void assertEmpty(PassageIndex index) {
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.generation()).isZero();
            assertThat(snapshot.state()).isEqualTo(IndexState.BUILDING);
            assertThat(snapshot.lexical("ships", ALL, 10, DISTANT)).isEmpty();
            assertThat(snapshot.nearest(vector("ships"), ALL, 10, DISTANT)).isEmpty();
            assertThat(snapshot.documents(ALL, Optional.empty(), 10)).isEmpty();
            assertThat(snapshot.document("id", ALL)).isEmpty();
            assertThat(snapshot.passageCount(ALL)).isZero();
        }
    }

    static void assertRebuilding(PassageIndex index, long generation, String text) {
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.REBUILDING);
            assertThat(snapshot.generation()).isEqualTo(generation);
            assertThat(snapshot.vectorsComparable()).isFalse();
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactly(text);
        }
    }

    static void assertFound(Snapshot snapshot, PassageFilter filter, Document... expected) {
        List<String> ids = List.of(expected).stream().map(Document::id).toList();
        assertThat(snapshot.lexical("ships", filter, 10, DISTANT))
                .extracting(PassageHit::documentId)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(snapshot.nearest(vector("ships"), filter, 10, DISTANT))
                .extracting(PassageHit::documentId)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(snapshot.documents(filter, Optional.empty(), 10))
                .extracting(DocumentSummary::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(snapshot.passageCount(filter)).isEqualTo(expected.length);
    }

    static void assertRefused(
            PassageWriter writer, Document document, Passage passage, float[] vector, String message) {
        assertThatThrownBy(() -> writer.put(document, List.of(new EncodedPassage(passage, vector))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    static Document titled(Document document, String title) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                title,
                null,
                null,
                document.text(),
                List.of(),
                List.of(),
                Map.of());
    }

    static Document rehashed(Document document) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                "0".repeat(64),
                document.title(),
                null,
                null,
                document.text(),
                List.of(),
                List.of(),
                Map.of());
    }
}
