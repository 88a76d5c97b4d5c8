package dev.footnote.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.corpus.CollectionFixtures;
import dev.footnote.corpus.CorpusFolderException;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.corpus.PassageSplitterConfiguration;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.IndexFixtures;
import dev.footnote.index.IndexLockedException;
import dev.footnote.index.IndexState;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import dev.footnote.index.lucene.LucenePassageIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderSyncTest {

    private static final PassageFilter ALL = PassageFilter.collections(Set.of("default", "second"));

    @TempDir
    private Path temporary;

    private final CountingEncoder encoder = new CountingEncoder();
    private Path folder;
    private Path data;
    private LucenePassageIndex index;
    private FolderSync sync;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temporary.resolve("documents"));
        data = temporary.resolve("data");
        index = LucenePassageIndex.open(data, IndexFixtures.MANIFEST);
        sync = sync(Map.of("default", folder));
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void firstSyncIndexesEveryFileOfTheFolder() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("sub/b.md", "# Rent\n\nThe rent is due on Mondays.");

        assertThat(sync.state()).isEqualTo(new SyncState.Waiting());
        SyncReport report = sync.run();

        assertThat(report).isEqualTo(new SyncReport(1, 2, 2, 0, encoder.count(), List.of()));
        assertThat(sync.state()).isEqualTo(new SyncState.Done(report));
        assertThat(texts())
                .containsEntry("a.txt", "The lease was signed in May.")
                .hasEntrySatisfying("sub/b.md", text -> assertThat(text).endsWith("The rent is due on Mondays."))
                .hasSize(2);
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void unchangedFolderIsNotEncodedAgainAndKeepsItsGeneration() throws Exception {
        write("a.txt", "The lease was signed in May.");
        long generation = sync.run().generation();
        encoder.count();

        SyncReport again = sync.run();
        SyncReport afterRestart = sync(Map.of("default", folder)).run();

        assertThat(again).isEqualTo(new SyncReport(generation, 1, 0, 0, 0, List.of()));
        assertThat(afterRestart).isEqualTo(again);
        assertThat(encoder.count()).isZero();
        assertThat(generation()).isEqualTo(generation);
    }

    @Test
    void touchedFileWithTheSameTextIsNotEncodedAgain() throws Exception {
        write("a.txt", "The lease was signed in May.");
        long generation = sync.run().generation();
        encoder.count();
        write("a.txt", "The lease was signed in May.");

        assertThat(sync.run().generation()).isEqualTo(generation);
        assertThat(encoder.count()).isZero();
    }

    @Test
    void editedFileReplacesItsDocumentAndNoOther() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("b.txt", "The rent is due on Mondays.");
        sync.run();
        encoder.count();
        write("a.txt", "The lease was signed in June.");

        SyncReport report = sync.run();

        assertThat(report).isEqualTo(new SyncReport(2, 2, 1, 0, 1, List.of()));
        assertThat(encoder.count()).isEqualTo(1);
        assertThat(texts())
                .isEqualTo(Map.of("a.txt", "The lease was signed in June.", "b.txt", "The rent is due on Mondays."));
    }

    @Test
    void deletedFileIsRemoved() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("b.txt", "The rent is due on Mondays.");
        sync.run();
        Files.delete(folder.resolve("a.txt"));

        assertThat(sync.run()).isEqualTo(new SyncReport(2, 1, 0, 1, 0, List.of()));
        assertThat(texts()).isEqualTo(Map.of("b.txt", "The rent is due on Mondays."));
    }

    @Test
    void renamedFileIsFoundUnderItsNewNameAlone() throws Exception {
        write("a.txt", "The lease was signed in May.");
        sync.run();
        Files.move(folder.resolve("a.txt"), folder.resolve("b.txt"));

        sync.run();

        assertThat(texts()).isEqualTo(Map.of("b.txt", "The lease was signed in May."));
    }

    @Test
    void fileThatCanNoLongerBeReadKeepsItsLastGoodVersion() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("b.txt", "The rent is due on Mondays.");
        long generation = sync.run().generation();
        Files.write(folder.resolve("a.txt"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0, 1, 0, 2, 0, 0, 0});
        write("b.txt", "");

        SyncReport report = sync.run();

        assertThat(report.problems()).extracting(SyncProblem::path).containsExactly("a.txt", "b.txt");
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.reason()).isNotBlank());
        assertThat(report.removed()).isZero();
        assertThat(report.generation()).isEqualTo(generation);
        assertThat(texts())
                .isEqualTo(Map.of("a.txt", "The lease was signed in May.", "b.txt", "The rent is due on Mondays."));
    }

    @Test
    void missingFolderIsAnErrorThatRemovesNothing() throws Exception {
        Path second = Files.createDirectory(temporary.resolve("second"));
        write("a.txt", "The lease was signed in May.");
        write("stays.txt", "The roof is of slate.");
        Files.writeString(second.resolve("b.txt"), "The rent is due on Mondays.");
        FolderSync both = sync(Map.of("default", folder, "second", second));
        both.run();
        Files.delete(folder.resolve("a.txt"));
        Files.move(second, temporary.resolve("unmounted"));

        assertThatThrownBy(both::run).isInstanceOf(CorpusFolderException.class).hasMessageContaining(second.toString());

        assertThat(both.state())
                .isInstanceOfSatisfying(
                        SyncState.Failed.class,
                        failed -> assertThat(failed.reason()).contains(second.toString()));
        assertThat(texts()).containsOnlyKeys("a.txt", "stays.txt", "b.txt");
        Files.move(temporary.resolve("unmounted"), second);
        both.run();
        assertThat(both.state()).isInstanceOf(SyncState.Done.class);
        assertThat(texts()).containsOnlyKeys("stays.txt", "b.txt");
    }

    @Test
    void emptyFolderGivesACompleteGenerationWithoutDocuments() throws Exception {
        SyncReport report = sync.run();

        assertThat(report).isEqualTo(new SyncReport(1, 0, 0, 0, 0, List.of()));
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.generation()).isEqualTo(1);
            assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            assertThat(snapshot.documents(ALL, Optional.empty(), 10)).isEmpty();
        }
    }

    @Test
    void changedSidecarIndexesItsDocumentAgain() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("b.txt", "The rent is due on Mondays.");
        sync.run();
        encoder.count();
        write("a.txt.meta.yaml", "title: The Lease\nlink: https://example.org/lease\n");

        assertThat(sync.run().indexed()).isEqualTo(1);

        assertThat(encoder.count()).isEqualTo(1);
        assertThat(documents())
                .filteredOn(document -> document.path().equals("a.txt"))
                .singleElement()
                .satisfies(document -> {
                    assertThat(document.title()).isEqualTo("The Lease");
                    assertThat(document.uri()).isEqualTo("https://example.org/lease");
                });
        assertThat(sync.run().indexed()).isZero();
    }

    @Test
    void brokenSidecarIsReportedAndItsDocumentKept() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("a.txt.meta.yaml", "title: [unclosed\n");

        SyncReport report = sync.run();

        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("a.txt");
            assertThat(problem.reason()).contains("a.txt.meta.yaml");
        });
        assertThat(texts()).containsOnlyKeys("a.txt");
    }

    @Test
    void collectionThatIsNoLongerConfiguredIsRemoved() throws Exception {
        Path second = Files.createDirectory(temporary.resolve("second"));
        write("a.txt", "The lease was signed in May.");
        Files.writeString(second.resolve("a.txt"), "The rent is due on Mondays.");
        sync(Map.of("default", folder, "second", second)).run();
        assertThat(documents()).extracting(DocumentSummary::collection).containsExactly("default", "second");

        SyncReport report = sync.run();

        assertThat(report.removed()).isEqualTo(1);
        assertThat(documents()).extracting(DocumentSummary::collection).containsExactly("default");
    }

    @Test
    void failingEncoderLeavesTheIndexAsItWasAndALaterSyncSucceeds() throws Exception {
        write("kept.txt", "The lease was signed in May.");
        write("gone.txt", "The rent is due on Mondays.");
        sync.run();
        Files.delete(folder.resolve("gone.txt"));
        for (int i = 0; i < 150; i++) {
            write("new-%03d.txt".formatted(i), "Paper number %d speaks of something else.".formatted(i));
        }
        write("new-120.txt", "Paper number 120 is poisoned.");
        encoder.failAt("poisoned");

        assertThatThrownBy(sync::run).isInstanceOf(IllegalStateException.class).hasMessage("cannot encode poisoned");

        assertThat(sync.state()).isEqualTo(new SyncState.Failed("cannot encode poisoned"));
        assertThat(generation()).isEqualTo(1);
        assertThat(texts()).containsOnlyKeys("kept.txt", "gone.txt");
        encoder.failAt("");
        assertThat(sync.run()).isEqualTo(new SyncReport(2, 151, 150, 1, 150, List.of()));
        assertThat(texts()).hasSize(151).containsEntry("new-120.txt", "Paper number 120 is poisoned.");
    }

    @Test
    void failingEncoderLeavesAnIndexThatNeverWasEmpty() throws Exception {
        write("a.txt", "The lease is poisoned.");
        encoder.failAt("poisoned");

        assertThatThrownBy(sync::run).hasMessage("cannot encode poisoned");

        assertThat(generation()).isZero();
        encoder.failAt("");
        assertThat(sync.run().generation()).isEqualTo(1);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void failedSyncGivesUpWhatIsStillBeingEncoded() throws Exception {
        write("a.txt", "The lease is poisoned.");
        write("b.txt", "The rent is due on Mondays.");
        encoder.failAt("poisoned");
        encoder.getStuck();

        assertThatThrownBy(sync::run).hasMessage("cannot encode poisoned");
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void interruptedSyncEndsAndIsNotShownAsRunning() throws Exception {
        write("a.txt", "The lease was signed in May.");
        encoder.getStuck();
        FutureTask<SyncReport> running = new FutureTask<>(sync::run);
        Thread thread = Thread.ofPlatform().name("interrupted").start(running);
        encoder.awaitStuck();
        thread.interrupt();

        assertThatThrownBy(running::get).hasCauseInstanceOf(InterruptedException.class);

        assertThat(sync.state())
                .isInstanceOfSatisfying(
                        SyncState.Failed.class,
                        failed -> assertThat(failed.reason()).contains("interrupted"));
        assertThat(generation()).isZero();
    }

    @Test
    void damagedIndexIsSetAsideAndMadeAgain() throws Exception {
        write("a.txt", "The lease was signed in May.");
        write("b.txt", "The rent is due on Mondays.");
        long generation = sync.run().generation();
        encoder.count();
        index.close();
        truncate(largestSegmentFile());
        index = LucenePassageIndex.open(data, IndexFixtures.MANIFEST);

        SyncReport report = sync(Map.of("default", folder)).run();

        assertThat(report.indexed()).isEqualTo(2);
        assertThat(report.generation()).isGreaterThan(generation);
        assertThat(encoder.count()).isEqualTo(2);
        assertThat(texts()).containsOnlyKeys("a.txt", "b.txt");
        assertThat(data.resolve("damaged")).isNotEmptyDirectory();
    }

    @Test
    void indexThatIsBeingWrittenByAnotherIsAnErrorUntilThatEnds() throws Exception {
        write("a.txt", "The lease was signed in May.");
        try (LucenePassageIndex other = LucenePassageIndex.open(data, IndexFixtures.MANIFEST);
                PassageWriter writer = other.writer()) {
            assertThat(writer.documents()).isEmpty();

            assertThatThrownBy(sync::run)
                    .isInstanceOf(IndexLockedException.class)
                    .hasMessageContaining("another Footnote process");
            assertThat(sync.state()).isInstanceOf(SyncState.Failed.class);
            assertThat(encoder.count()).isZero();
        }

        assertThat(sync.run().documents()).isEqualTo(1);
    }

    @Test
    void twoSyncsAtOnceRunOneAfterTheOther() throws Exception {
        for (int i = 0; i < 30; i++) {
            write(i + ".txt", "Paper number %d.".formatted(i));
        }
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                sync.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sync.run();
        other.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(encoder.count()).isEqualTo(30);
        assertThat(sync.state()).isInstanceOf(SyncState.Done.class);
        assertThat(generation()).isEqualTo(1);
    }

    @Test
    void manySmallDocumentsAreAllFoundAndFollowed() throws Exception {
        for (int i = 0; i < 400; i++) {
            write("%d/%d.txt".formatted(i % 20, i), "Paper number %d.".formatted(i));
        }
        assertThat(sync.run()).isEqualTo(new SyncReport(1, 400, 400, 0, 400, List.of()));
        assertThat(encoder.count()).isEqualTo(400);
        for (int i = 0; i < 400; i += 4) {
            write("%d/%d.txt".formatted(i % 20, i), "Paper number %d, second edition.".formatted(i));
            Files.delete(folder.resolve("%d/%d.txt".formatted((i + 1) % 20, i + 1)));
        }

        assertThat(sync.run()).isEqualTo(new SyncReport(2, 300, 100, 100, 100, List.of()));

        assertThat(encoder.count()).isEqualTo(100);
        assertThat(texts())
                .hasSize(300)
                .containsEntry("8/8.txt", "Paper number 8, second edition.")
                .containsEntry("10/10.txt", "Paper number 10.")
                .doesNotContainKey("9/9.txt");
    }

    @Test
    void longDocumentIsIndexedInManyPassagesAtOnce() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("Sentence number %d tells of the lease and of the rent. ".formatted(i));
        }
        write("long.txt", text.toString());
        write("short.txt", "The lease was signed in May.");

        SyncReport report = sync.run();

        assertThat(report.documents()).isEqualTo(2);
        assertThat(report.passages()).isGreaterThan(65).isEqualTo(encoder.count());
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.passageCount(ALL)).isEqualTo(report.passages());
        }
    }

    @Test
    void folderThatHasBecomeEmptyKeepsItsDocumentsUntilThatIsAccepted() throws Exception {
        write("a.txt", "Ships sail.");
        write("b.txt", "Trains run.");
        FolderSync sync = sync(Map.of("default", folder));
        sync.run();
        Files.delete(folder.resolve("a.txt"));
        Files.delete(folder.resolve("b.txt"));

        SyncReport doubted = sync.run();

        assertThat(doubted.removed()).isZero();
        assertThat(doubted.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .contains("the folder is empty, but 2 of its documents are indexed")
                        .contains("--accept-empty"));
        assertThat(sync.run(true).removed()).isEqualTo(2);
        assertThat(documents()).isEmpty();
    }

    private FolderSync sync(Map<String, Path> folders) {
        return new FolderSync(
                CollectionFixtures.collections(folders),
                new PassageSplitter(PassageSplitterConfiguration.DEFAULT),
                encoder,
                index);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(UTF_8));
    }

    private long generation() {
        try (Snapshot snapshot = index.snapshot()) {
            return snapshot.generation();
        }
    }

    private List<DocumentSummary> documents() {
        try (Snapshot snapshot = index.snapshot()) {
            return snapshot.documents(ALL, Optional.empty(), 1000);
        }
    }

    /** Returns the stored text of every document by its path. */
    private Map<String, String> texts() {
        try (Snapshot snapshot = index.snapshot()) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (DocumentSummary summary : snapshot.documents(ALL, Optional.empty(), 1000)) {
                assertThat(summary.id()).isEqualTo(DocumentId.of(summary.collection(), summary.path()));
                Document document = snapshot.document(summary.id(), ALL).orElseThrow();
                texts.put(document.path(), document.text());
            }
            return texts;
        }
    }

    private Path largestSegmentFile() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("_"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void truncate(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}
