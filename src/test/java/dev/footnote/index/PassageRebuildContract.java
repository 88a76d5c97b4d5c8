package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.OTHER_ENCODER;
import static dev.footnote.index.IndexFixtures.OTHER_SCHEMA;
import static dev.footnote.index.IndexFixtures.OTHER_SPLITTER;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.corpus.Document;
import org.junit.jupiter.api.Test;

/** The part of {@link PassageIndexContract} about building an index, and replacing it by one made otherwise. */
abstract class PassageRebuildContract extends PassageSearchContract {

    @Test
    void publishesAFirstIndexWhileItIsBuiltAndResumesIt() {
        PassageIndex index = index(MANIFEST);
        Document first = document("a.txt", "ships");
        try (PassageWriter writer = index.writer()) {
            put(writer, first);
            writer.commit(false);
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.BUILDING);
            assertThat(snapshot.lexical("ships", ALL, 10, DISTANT)).hasSize(1);
        }
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.complete()).isFalse();
            assertThat(writer.documents())
                    .containsOnlyKeys(first.id())
                    .containsValue(new IndexedDocument(first.collection(), first.path(), first.fingerprint()));
            put(writer, document("b.txt", "trains"));
            writer.commit(true);
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            assertThat(snapshot.passageCount(ALL)).isEqualTo(2);
        }
    }

    @Test
    void aCompleteCommitOfNothingNewKeepsTheGeneration() {
        PassageIndex index = index(MANIFEST);
        long generation = commit(index, document("a.txt", "ships"));
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.complete()).isTrue();
            assertThat(writer.commit(true)).isEqualTo(generation);
            put(writer, document("b.txt", "trains"));
            assertThat(writer.commit(true)).isGreaterThan(generation);
        }
    }

    @Test
    void servesTheOldIndexByWordsUntilItsReplacementIsComplete() {
        long old = commit(index(MANIFEST), document("a.txt", "old ships"));
        PassageIndex index = index(OTHER_ENCODER);
        Document rebuilt = document("a.txt", "new ships");
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.documents()).isEmpty();
            put(writer, rebuilt);
            writer.commit(false);
            assertRebuilding(index, old, "old ships");
        }
        // Resumed after the writer ended
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.documents()).containsOnlyKeys(rebuilt.id());
            put(writer, document("b.txt", "more ships"));
            assertRebuilding(index, old, "old ships");
            assertThat(writer.commit(true)).isGreaterThan(old);
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            assertThat(snapshot.vectorsComparable()).isTrue();
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactlyInAnyOrder("new ships", "more ships");
        }
    }

    @Test
    void searchesVectorsOfTheOldIndexIfOnlyOtherSettingsDiffer() {
        commit(index(MANIFEST), document("a.txt", "old ships"));
        try (Snapshot snapshot = index(OTHER_SPLITTER).snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.REBUILDING);
            assertThat(snapshot.vectorsComparable()).isTrue();
            assertThat(snapshot.nearest(vector("old ships"), ALL, 1, DISTANT)).hasSize(1);
        }
    }

    @Test
    void beginsAnewWhereTheStoredFieldsDiffer() {
        long old = commit(index(MANIFEST), document("a.txt", "old ships"));
        PassageIndex index = index(OTHER_SCHEMA);
        assertEmpty(index);
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.documents()).isEmpty();
            put(writer, document("a.txt", "new ships"));
            assertThat(writer.commit(false)).isGreaterThan(old);
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.BUILDING);
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactly("new ships");
        }
    }

    @Test
    void goesBackToEarlierSettingsWithAHigherGeneration() {
        commit(index(MANIFEST), document("a.txt", "first ships"));
        long second = rebuild(OTHER_ENCODER, document("a.txt", "second ships"));
        PassageIndex index = index(MANIFEST);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.REBUILDING);
            assertThat(snapshot.generation()).isEqualTo(second);
        }
        assertThat(rebuild(MANIFEST, document("a.txt", "third ships"))).isGreaterThan(second);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactly("third ships");
        }
    }

    @Test
    void beginsAnewAfterTheIndexWasSetAside() {
        PassageIndex index = index(MANIFEST);
        long before = commit(index, document("a.txt", "ships"));
        try (Snapshot held = index.snapshot()) {
            index.setAside();
            assertEmpty(index);
            assertThat(commit(index, document("b.txt", "trains"))).isGreaterThan(before);
            assertThat(held.lexical("ships", ALL, 10, DISTANT)).hasSize(1);
        }
        try (Snapshot snapshot = index.snapshot();
                PassageWriter writer = index.writer()) {
            assertThat(snapshot.lexical("ships", ALL, 10, DISTANT)).isEmpty();
            assertThatThrownBy(index::setAside).isInstanceOf(IndexLockedException.class);
            assertThat(writer.documents()).hasSize(1);
        }
    }
}
