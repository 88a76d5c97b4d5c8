package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.OTHER_ENCODER;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import dev.footnote.corpus.Passage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link PassageIndex} must do. An implementation extends this and says how one is opened; the parts that stand in classes of their own come with it. */
public abstract class PassageIndexContract extends PassageMistakesContract {

    @Test
    void showsNothingBeforeTheFirstCommit() {
        PassageIndex index = index(MANIFEST);
        assertEmpty(index);
        try (PassageWriter writer = index.writer()) {
            put(writer, document("a.txt", "ships"));
            assertEmpty(index);
        }
        assertEmpty(index);
    }

    @Test
    void findsWhatWasCommitted() {
        PassageIndex index = index(MANIFEST);
        Document document = document("a.txt", "Six frigates sailed.\nThe harbour was empty.");
        long generation = commit(index, document);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.generation()).isEqualTo(generation).isPositive();
            assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            assertThat(snapshot.vectorsComparable()).isTrue();
            List<PassageHit> hits = snapshot.lexical("frigate", ALL, 10, DISTANT);
            assertThat(hits).hasSize(1);
            Passage passage = snapshot.passage(hits.getFirst());
            assertThat(passage).isEqualTo(new Passage(document.id(), 0, 20, "Six frigates sailed."));
            assertThat(hits.getFirst().id()).isEqualTo(passage.id());
            PassageHit nearest = snapshot.nearest(vector("The harbour was empty."), ALL, 1, DISTANT)
                    .getFirst();
            assertThat(nearest.score()).isCloseTo(1, within(1e-6));
            assertThat(snapshot.passage(nearest).text()).isEqualTo("The harbour was empty.");
            assertThat(snapshot.passageCount(ALL)).isEqualTo(2);
        }
    }

    @Test
    void givesADocumentBackAsItWasStored() {
        PassageIndex index = index(MANIFEST);
        String text = "Navy\nShips\nSix frigates. \uD83D\uDEA2 na\u00EFve\u0000\nMore";
        Document document = new Document(
                "id-1",
                "default",
                "b/\u00E9.md",
                ContentHash.of(text),
                "The Navy",
                "https://example.org/navy",
                LocalDate.of(1950, 6, 25),
                text,
                List.of(new Heading(0, 4, 1), new Heading(5, 10, 2)),
                List.of(
                        new Markup(11, 24, Markup.Kind.ROW, null),
                        new Markup(11, 14, Markup.Kind.CELL, null),
                        new Markup(14, 14, Markup.Kind.CELL, null),
                        new Markup(15, 23, Markup.Kind.LINK, "https://example.org/frigates"),
                        new Markup(30, 34, Markup.Kind.STRONG, null)),
                Map.of());
        commit(index, document);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.document("id-1", ALL)).contains(document);
            assertThat(snapshot.document("id-1", PassageFilter.collections(Set.of("other"))))
                    .isEmpty();
            assertThat(snapshot.document(
                            "id-1",
                            new PassageFilter(Set.of("default"), Set.of("id-2"), Set.of(), Map.of(), null, null)))
                    .isEmpty();
            assertThat(snapshot.document("id-2", ALL)).isEmpty();
            assertThat(snapshot.documents(ALL, Optional.empty(), 10)).containsExactly(IndexFixtures.summary(document));
        }
    }

    @Test
    void replacesADocumentAsAWhole() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "old ships\nold harbours"));
        commit(index, document("a.txt", "new trains"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical("old ships harbours", ALL, 10, DISTANT)).isEmpty();
            assertThat(texts(snapshot, snapshot.lexical("trains", ALL, 10, DISTANT)))
                    .containsExactly("new trains");
            assertThat(texts(snapshot, snapshot.nearest(vector("old ships"), ALL, 10, DISTANT)))
                    .containsExactly("new trains");
            assertThat(snapshot.documents(ALL, Optional.empty(), 10)).hasSize(1);
        }
    }

    @Test
    void removesADocumentWithItsPassages() {
        PassageIndex index = index(MANIFEST);
        Document kept = document("kept.txt", "kept ships");
        Document removed = document("removed.txt", "removed ships");
        commit(index, kept, removed);
        try (PassageWriter writer = index.writer()) {
            writer.remove(removed.id());
            writer.remove("never-there");
            writer.commit(true);
            assertThat(writer.documents()).containsOnlyKeys(kept.id());
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactly("kept ships");
            assertThat(snapshot.nearest(vector("removed ships"), ALL, 10, DISTANT))
                    .hasSize(1);
            assertThat(snapshot.document(removed.id(), ALL)).isEmpty();
            assertThat(snapshot.passageCount(ALL)).isEqualTo(1);
        }
    }

    @Test
    void forgetsWhatWasNotCommitted() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        try (PassageWriter writer = index.writer()) {
            put(writer, document("b.txt", "trains"));
            writer.remove(document("a.txt", "").id());
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical("ships", ALL, 10, DISTANT)).hasSize(1);
            assertThat(snapshot.lexical("trains", ALL, 10, DISTANT)).isEmpty();
        }
    }

    @Test
    void keepsASnapshotAsItWasWhateverIsWritten() {
        PassageIndex index = index(MANIFEST);
        long first = commit(index, document("a.txt", "old ships"));
        try (Snapshot held = index.snapshot()) {
            List<PassageHit> before = held.lexical("ships", ALL, 10, DISTANT);
            commit(index, document("a.txt", "new trains"), document("b.txt", "more ships"));
            rebuild(OTHER_ENCODER, document("c.txt", "rebuilt ships"));
            index.close();
            assertThat(held.generation()).isEqualTo(first);
            assertThat(held.lexical("ships", ALL, 10, DISTANT)).isEqualTo(before);
            assertThat(held.passage(before.getFirst()).text()).isEqualTo("old ships");
            assertThat(held.nearest(vector("old ships"), ALL, 10, DISTANT)).hasSize(1);
        }
    }

    @Test
    void refusesAHitOfAnotherGeneration() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "old ships"));
        PassageHit hit;
        try (Snapshot snapshot = index.snapshot()) {
            hit = snapshot.lexical("ships", ALL, 10, DISTANT).getFirst();
        }
        commit(index, document("a.txt", "new trains run"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThatThrownBy(() -> snapshot.passage(hit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(hit.id());
        }
    }

    @Test
    void closesASnapshotOnceHoweverOftenItIsAsked() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        Snapshot closed = index.snapshot();
        try (Snapshot other = index.snapshot()) {
            closed.close();
            closed.close();
            closed.close();
            assertThat(other.lexical("ships", ALL, 10, DISTANT)).hasSize(1);
            assertThatThrownBy(() -> closed.lexical("ships", ALL, 10, DISTANT))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void numbersGenerationsUpwards() {
        PassageIndex index = index(MANIFEST);
        long first = commit(index, document("a.txt", "ships"));
        long second = commit(index, document("b.txt", "ships"));
        long rebuilt = rebuild(OTHER_ENCODER, document("a.txt", "ships"));
        assertThat(List.of(first, second, rebuilt)).isSorted().doesNotHaveDuplicates();
        try (Snapshot snapshot = index(OTHER_ENCODER).snapshot()) {
            assertThat(snapshot.generation()).isEqualTo(rebuilt);
        }
    }

    @Test
    void showsCommitsToAnIndexOpenedElsewhere() {
        PassageIndex reader = index(MANIFEST);
        assertEmpty(reader);
        PassageIndex writing = index(MANIFEST);
        long first = commit(writing, document("a.txt", "ships"));
        try (Snapshot snapshot = reader.snapshot()) {
            assertThat(snapshot.generation()).isEqualTo(first);
        }
        long second = commit(writing, document("b.txt", "ships"));
        try (Snapshot snapshot = reader.snapshot()) {
            assertThat(snapshot.generation()).isEqualTo(second);
            assertThat(snapshot.passageCount(ALL)).isEqualTo(2);
        }
    }

    @Test
    void letsOneWriterInAtATime() {
        PassageIndex index = index(MANIFEST);
        try (PassageWriter writer = index.writer()) {
            put(writer, document("a.txt", "ships"));
            assertThatThrownBy(index::writer).isInstanceOf(IndexLockedException.class);
            assertThatThrownBy(() -> index(OTHER_ENCODER).writer())
                    .isInstanceOf(IndexLockedException.class)
                    .hasMessageContaining("another Footnote process");
            writer.commit(true);
        }
        commit(index, document("b.txt", "trains"));
    }
}
