package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.DIMENSION;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.OTHER_ENCODER;
import static dev.footnote.index.IndexFixtures.OTHER_SCHEMA;
import static dev.footnote.index.IndexFixtures.OTHER_SPLITTER;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.passages;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Passage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PassageIndex} must do. An implementation extends this and says how one is opened. */
public abstract class PassageIndexContract {

    private static final Deadline DISTANT = Deadline.distant();

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

    // Visibility

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
                List.of(new Heading(0, 4, 1), new Heading(5, 10, 2)));
        commit(index, document);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.document("id-1", ALL)).contains(document);
            assertThat(snapshot.document("id-1", PassageFilter.collections(Set.of("other"))))
                    .isEmpty();
            assertThat(snapshot.document("id-1", new PassageFilter(Set.of("default"), Set.of("id-2"))))
                    .isEmpty();
            assertThat(snapshot.document("id-2", ALL)).isEmpty();
            assertThat(snapshot.documents(ALL, Optional.empty(), 10)).containsExactly(summary(document));
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
            assertThat(writer.fingerprints()).containsOnlyKeys(kept.id());
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

    // Lexical search

    @Test
    void weighsTheTextAboveTitleAndHeadings() {
        PassageIndex index = index(MANIFEST);
        String text = "Harbours\nMany boats lie here.";
        Document headed = new Document(
                "id-headed",
                "default",
                "headed.md",
                ContentHash.of(text),
                "Coast",
                null,
                null,
                text,
                List.of(new Heading(0, 8, 1)));
        commit(index, headed, document("plain.txt", "These harbours are deep."), document("none.txt", "Trains run."));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(texts(snapshot, snapshot.lexical("harbours coast deep", ALL, 10, DISTANT)))
                    .containsExactly("These harbours are deep.", "Harbours", "Many boats lie here.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title:foo AND (bar* \"",
                "\\",
                "[x TO y]",
                "ships~2^",
                "NOT ships",
                "+ships -ships",
                "/ships/",
                "*:*",
                "((((",
                "\u0000\uFFFF",
                "\uD800 ships",
                "ships\nOR\tships"
            })
    void readsNothingInAQuestionAsQuerySyntax(String question) {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships sail"), document("b.txt", "trains run"));
        try (Snapshot snapshot = index.snapshot()) {
            int expected = question.contains("ships") ? 1 : 0;
            assertThat(snapshot.lexical(question, ALL, 10, DISTANT)).hasSize(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "?!", "the of and"})
    void findsNothingWithoutAWordThatCounts(String question) {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "The ships of the line and the sea"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical(question, ALL, 10, DISTANT)).isEmpty();
        }
    }

    @Test
    void answersAQuestionOfAHundredKilobytes() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships sail"));
        String question =
                "ships " + IntStream.range(0, 20_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical(question, ALL, 10, Deadline.after(Duration.ofSeconds(5))))
                    .hasSize(1);
            assertThat(snapshot.lexical("x".repeat(100_000), ALL, 10, DISTANT)).isEmpty();
        }
    }

    // Filters

    @Test
    void filtersBothSearchesByCollectionAndDocument() {
        PassageIndex index = index(MANIFEST);
        Document open = document("open", "a.txt", "ships");
        Document other = document("open", "b.txt", "ships");
        Document secret = document("secret", "a.txt", "ships");
        commit(index, open, other, secret);
        try (Snapshot snapshot = index.snapshot()) {
            assertFound(snapshot, new PassageFilter(Set.of("open"), Set.of()), open, other);
            assertFound(snapshot, new PassageFilter(Set.of("open", "secret"), Set.of()), open, other, secret);
            assertFound(snapshot, new PassageFilter(Set.of("open"), Set.of(open.id())), open);
            assertFound(snapshot, new PassageFilter(Set.of("open"), Set.of(open.id(), secret.id())), open);
            assertFound(snapshot, new PassageFilter(Set.of("open"), Set.of(secret.id())));
            assertFound(snapshot, new PassageFilter(Set.of("absent"), Set.of()));
            assertFound(snapshot, new PassageFilter(Set.of(), Set.of()));
            assertFound(snapshot, new PassageFilter(Set.of(), Set.of(open.id())));
        }
    }

    @Test
    void fillsTheLimitFromWhatMayBeSeen() {
        PassageIndex index = index(MANIFEST);
        try (PassageWriter writer = index.writer()) {
            for (int i = 0; i < 300; i++) {
                put(writer, document("secret", i + ".txt", "ships ships ships"));
            }
            for (int i = 0; i < 5; i++) {
                put(writer, document("open", i + ".txt", "ships and some other words " + i));
            }
            writer.commit(true);
        }
        PassageFilter open = PassageFilter.collections(Set.of("open"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.lexical("ships", open, 5, DISTANT)).hasSize(5);
            assertThat(snapshot.nearest(vector("ships ships ships"), open, 5, DISTANT))
                    .hasSize(5);
        }
    }

    // Order

    @Test
    void ordersEqualScoresByIdAlsoAtTheCut() {
        PassageIndex index = index(MANIFEST);
        List<Document> documents = new ArrayList<>(IntStream.range(0, 120)
                .mapToObj(i -> document(i + "/x.txt", "same ships\nsame ships"))
                .toList());
        Collections.shuffle(documents, new Random(7));
        try (PassageWriter writer = index.writer()) {
            for (int i = 0; i < documents.size(); i++) {
                Document document = documents.get(i);
                // The titles must be equal, too
                put(writer, titled(document, "Ships"));
                if (i % 25 == 0) {
                    writer.commit(false);
                }
            }
            writer.commit(true);
        }
        List<String> expected = documents.stream()
                .flatMap(document -> passages(document).stream())
                .map(EncodedPassage::passage)
                .map(passage -> new PassageHit(passage.documentId(), passage.start(), passage.end(), 0))
                .sorted(PassageHit.BEST_FIRST)
                .map(PassageHit::id)
                .toList();
        try (Snapshot snapshot = index.snapshot()) {
            for (int limit : new int[] {1, 7, 50, 239, 240, 1000, Integer.MAX_VALUE}) {
                List<String> cut = expected.subList(0, Math.min(limit, expected.size()));
                assertThat(ids(snapshot.lexical("ships", ALL, limit, DISTANT))).isEqualTo(cut);
                assertThat(ids(snapshot.nearest(vector("same ships"), ALL, limit, DISTANT)))
                        .isEqualTo(cut);
            }
        }
    }

    @Test
    void pagesThroughDocumentsByCollectionAndPath() {
        PassageIndex index = index(MANIFEST);
        List<Document> documents = new ArrayList<>();
        for (String collection : List.of("b", "a")) {
            for (int i = 0; i < 23; i++) {
                documents.add(document(collection, (i * 7 % 23) + ".txt", "text " + i));
            }
        }
        commit(index, documents.toArray(Document[]::new));
        PassageFilter both = PassageFilter.collections(Set.of("a", "b"));
        List<String> seen = new ArrayList<>();
        try (Snapshot snapshot = index.snapshot()) {
            Optional<DocumentSummary> after = Optional.empty();
            List<DocumentSummary> page = snapshot.documents(both, after, 5);
            while (!page.isEmpty()) {
                page.forEach(summary -> seen.add(summary.collection() + "/" + summary.path()));
                page = snapshot.documents(both, Optional.of(page.getLast()), 5);
            }
            assertThat(snapshot.documents(PassageFilter.collections(Set.of("a")), Optional.empty(), 100))
                    .hasSize(23);
        }
        assertThat(seen)
                .isEqualTo(documents.stream()
                        .map(document -> document.collection() + "/" + document.path())
                        .sorted()
                        .toList());
    }

    // Building and rebuilding

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
            assertThat(writer.fingerprints()).containsOnlyKeys(first.id()).containsValue(first.fingerprint());
            put(writer, document("b.txt", "trains"));
            writer.commit(true);
        }
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            assertThat(snapshot.passageCount(ALL)).isEqualTo(2);
        }
    }

    @Test
    void servesTheOldIndexByWordsUntilItsReplacementIsComplete() {
        long old = commit(index(MANIFEST), document("a.txt", "old ships"));
        PassageIndex index = index(OTHER_ENCODER);
        Document rebuilt = document("a.txt", "new ships");
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.fingerprints()).isEmpty();
            put(writer, rebuilt);
            writer.commit(false);
            assertRebuilding(index, old, "old ships");
        }
        // Resumed after the writer ended
        try (PassageWriter writer = index.writer()) {
            assertThat(writer.fingerprints()).containsOnlyKeys(rebuilt.id());
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
            assertThat(writer.fingerprints()).isEmpty();
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
            assertThat(writer.fingerprints()).hasSize(1);
        }
    }

    // Limits and mistakes

    @Test
    void stopsAtTheDeadline() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        Deadline passed = Deadline.after(Duration.ZERO);
        try (Snapshot snapshot = index.snapshot()) {
            assertThatThrownBy(() -> snapshot.lexical("ships", ALL, 10, passed))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 10, passed))
                    .isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void refusesAQuestionThatCannotBeAnswered() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThatThrownBy(() -> snapshot.lexical("ships", ALL, 0, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("limit must be at least 1, got 0");
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 0, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> snapshot.documents(ALL, Optional.empty(), 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> snapshot.nearest(new float[] {1}, ALL, 1, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must have 16 components, got 1");
        }
        try (Snapshot snapshot = index(OTHER_ENCODER).snapshot()) {
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 1, DISTANT))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesPassagesThatDoNotFitTheirDocument() {
        PassageIndex index = index(MANIFEST);
        Document document = document("a.txt", "ships sail");
        float[] fine = vector("ships");
        float[] notFinite = vector("ships");
        notFinite[3] = Float.NaN;
        float[] tooLong = vector("ships");
        tooLong[3] += 1;
        Passage passage = new Passage(document.id(), 0, 5, "ships");
        try (PassageWriter writer = index.writer()) {
            assertRefused(writer, document, new Passage("other", 0, 5, "ships"), fine, "must belong to the document");
            assertRefused(writer, document, new Passage(document.id(), 0, 5, "boats"), fine, "must equal the text");
            assertRefused(writer, document, new Passage(document.id(), 6, 11, "sail!"), fine, "must equal the text");
            assertRefused(writer, document, passage, new float[DIMENSION - 1], "must have 16 components, got 15");
            assertRefused(writer, document, passage, notFinite, "must have finite components, got NaN at 3");
            assertRefused(writer, document, passage, new float[DIMENSION], "must be of length 1, got 0.0");
            assertRefused(writer, document, passage, tooLong, "must be of length 1");
            EncodedPassage twice = new EncodedPassage(passage, fine);
            assertThatThrownBy(() -> writer.put(document, List.of(twice, twice)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start at different offsets");
            assertThatThrownBy(() -> writer.put(rehashed(document), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("content hash");
            writer.commit(true);
            assertThat(writer.fingerprints()).isEmpty();
        }
    }

    @Test
    void keepsADocumentWithoutPassages() {
        PassageIndex index = index(MANIFEST);
        Document empty = document("empty.txt", "");
        commit(index, empty);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.document(empty.id(), ALL)).contains(empty);
            assertThat(snapshot.passageCount(ALL)).isZero();
            assertThat(snapshot.nearest(vector("x"), ALL, 5, DISTANT)).isEmpty();
            assertThat(snapshot.lexical("paper empty", ALL, 5, DISTANT)).isEmpty();
        }
    }

    @Test
    void refusesWorkAfterItsEnd() {
        PassageIndex index = index(MANIFEST);
        PassageWriter writer = index.writer();
        index.close();
        assertThatThrownBy(index::snapshot).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(index::writer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.commit(true)).isInstanceOf(IllegalStateException.class);
        writer.close();
        commit(index(MANIFEST), document("a.txt", "ships"));
    }

    // Words of these tests

    /** Stores documents and commits them as complete. */
    protected static long commit(PassageIndex index, Document... documents) {
        try (PassageWriter writer = index.writer()) {
            for (Document document : documents) {
                put(writer, document);
            }
            return writer.commit(true);
        }
    }

    private long rebuild(Manifest manifest, Document... documents) {
        return commit(index(manifest), documents);
    }

    private static List<String> ids(List<PassageHit> hits) {
        return hits.stream().map(PassageHit::id).toList();
    }

    private static List<String> texts(Snapshot snapshot, List<PassageHit> hits) {
        return hits.stream().map(hit -> snapshot.passage(hit).text()).toList();
    }

    private static void assertEmpty(PassageIndex index) {
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

    private static void assertRebuilding(PassageIndex index, long generation, String text) {
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.state()).isEqualTo(IndexState.REBUILDING);
            assertThat(snapshot.generation()).isEqualTo(generation);
            assertThat(snapshot.vectorsComparable()).isFalse();
            assertThat(texts(snapshot, snapshot.lexical("ships", ALL, 10, DISTANT)))
                    .containsExactly(text);
        }
    }

    private static void assertFound(Snapshot snapshot, PassageFilter filter, Document... expected) {
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

    private static void assertRefused(
            PassageWriter writer, Document document, Passage passage, float[] vector, String message) {
        assertThatThrownBy(() -> writer.put(document, List.of(new EncodedPassage(passage, vector))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static DocumentSummary summary(Document document) {
        return new DocumentSummary(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                document.title(),
                document.uri(),
                document.date(),
                document.text().length(),
                passages(document).size());
    }

    private static Document titled(Document document, String title) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                title,
                null,
                null,
                document.text(),
                List.of());
    }

    private static Document rehashed(Document document) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                "0".repeat(64),
                document.title(),
                null,
                null,
                document.text(),
                List.of());
    }
}
