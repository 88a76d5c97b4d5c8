package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.OTHER_ENCODER;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.corpus.Document;
import dev.footnote.index.IndexException;
import dev.footnote.index.IndexState;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexStorageTest {

    @TempDir
    Path directory;

    @Test
    void createsNothingBeforeItIsWrittenTo() {
        Path absent = directory.resolve("absent");
        try (LucenePassageIndex index = LucenePassageIndex.open(absent, MANIFEST)) {
            index.snapshot().close();
            assertThat(absent).doesNotExist();
        }
    }

    @Test
    void opensAfterARestartWithEverythingItHad() {
        Document document = document("a.txt", "ships sail");
        long generation = commit(document);
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST)) {
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.state()).isEqualTo(IndexState.READY);
                assertThat(snapshot.generation()).isEqualTo(generation);
                assertThat(snapshot.document(document.id(), ALL)).contains(document);
            }
            try (PassageWriter writer = index.writer()) {
                assertThat(writer.documents()).containsKey(document.id());
                assertThat(writer.complete()).isTrue();
            }
        }
    }

    @Test
    void opensOverALeftoverLockFile() throws IOException {
        commit(document("a.txt", "ships"));
        Files.writeString(directory.resolve("write.lock"), "");
        Files.writeString(IndexFiles.published(directory).resolve("write.lock"), "");
        commit(document("b.txt", "ships"));
    }

    @Test
    void deletesAReplacedIndexOnceNoSnapshotUsesIt() throws IOException {
        commit(document("a.txt", "ships"));
        Path old = IndexFiles.published(directory);
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, OTHER_ENCODER);
                PassageWriter writer = index.writer()) {
            Snapshot held = index.snapshot();
            put(writer, document("a.txt", "ships"));
            writer.commit(true);
            assertThat(old).exists();
            held.close();
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void deletesStrayIndexesWhenItIsNextWritten() throws IOException {
        commit(document("a.txt", "ships"));
        Path stray = directory.resolve("0123456789abcdef0123456789abcdef-0");
        Path foreign = directory.resolve("notes");
        Files.createDirectories(stray);
        Files.createDirectories(foreign);
        commit(document("b.txt", "ships"));
        assertThat(stray).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void publishesAReplacementThatWasCommittedButNotYetPublished() throws IOException {
        commit(document("a.txt", "old ships"));
        String old = Files.readString(directory.resolve("CURRENT"));
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, OTHER_ENCODER)) {
            try (Snapshot held = index.snapshot();
                    PassageWriter writer = index.writer()) {
                put(writer, document("a.txt", "new ships"));
                writer.commit(true);
                assertThat(held.state()).isEqualTo(IndexState.REBUILDING);
                // As if the process had ended just before
                Files.writeString(directory.resolve("CURRENT"), old);
            }
            index.writer().close();
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.state()).isEqualTo(IndexState.READY);
            }
        }
    }

    @Test
    void beginsADamagedReplacementAnew() throws IOException {
        long generation = commit(document("a.txt", "ships"));
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, OTHER_ENCODER)) {
            try (PassageWriter writer = index.writer()) {
                put(writer, document("a.txt", "ships"));
                writer.commit(false);
            }
            Path published = IndexFiles.published(directory);
            for (Path file : IndexFiles.all(directory)) {
                if (!file.startsWith(published) && file.toString().endsWith(".cfs")) {
                    Files.write(file, new byte[10]);
                }
            }
            try (PassageWriter writer = index.writer();
                    Snapshot snapshot = index.snapshot()) {
                assertThat(writer.documents()).isEmpty();
                assertThat(snapshot.generation()).isEqualTo(generation);
            }
        }
    }

    @Test
    void goesOnAfterTheDiskWasFull() {
        AtomicBoolean full = new AtomicBoolean();
        Settings settings = new Settings(0, 0, 1000, path -> new FillingDirectory(FSDirectory.open(path), full));
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST, settings)) {
            try (PassageWriter writer = index.writer()) {
                put(writer, document("a.txt", "ships"));
                writer.commit(true);
                full.set(true);
                assertThatThrownBy(() -> {
                            put(writer, document("b.txt", "ships"));
                            writer.commit(true);
                        })
                        .isInstanceOf(IndexException.class)
                        .hasMessageContaining("No space left on device");
                full.set(false);
                // Whatever the failed step has lost of what was buffered must not be committed as if it were whole
                assertThatThrownBy(() -> writer.commit(true))
                        .isInstanceOf(IndexException.class)
                        .hasMessageContaining("open another one");
            }
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.passageCount(ALL)).isEqualTo(1);
            }
            try (PassageWriter writer = index.writer()) {
                assertThat(writer.documents()).hasSize(1);
                put(writer, document("b.txt", "ships"));
                writer.commit(true);
            }
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.passageCount(ALL)).isEqualTo(2);
            }
        }
    }

    @Test
    void keepsSegmentsFewThoughEachSyncOpensItsOwnWriter() throws IOException {
        for (int i = 0; i < 25; i++) {
            commit(document(i + ".txt", "ships"));
        }
        assertThat(IndexFiles.segments(directory)).isLessThan(13);
    }

    @Test
    void readsATextOnceForAllItsPassages() throws IOException {
        Document document = document("a.txt", "ships sail\n".repeat(50));
        commit(document);
        TextCache texts = new TextCache(10_000);
        try (FSDirectory files = FSDirectory.open(IndexFiles.published(directory));
                DirectoryReader reader = DirectoryReader.open(files)) {
            DocumentRecord found = DocumentRecord.find(reader, document.id()).orElseThrow();
            assertThat(texts.of(found)).isEqualTo(document.text()).isSameAs(texts.of(found));
        }
    }

    @Test
    void neverPassesOffASearchThatWasCutShort() throws IOException {
        commit(document("a.txt", "ships"));
        try (FSDirectory files = FSDirectory.open(IndexFiles.published(directory));
                DirectoryReader reader = DirectoryReader.open(files)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            DeadlineTimeout timeout = new DeadlineTimeout(Deadline.after(Duration.ZERO), "searching words");
            searcher.setTimeout(timeout);
            new LexicalSearch(new FootnoteAnalyzer()).search(searcher, "ships", ALL, 10);
            assertThatThrownBy(timeout::check)
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("searching words");
        }
    }

    @Test
    void leavesNoDraftsBehind() throws IOException {
        commit(document("a.txt", "ships"));
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".draft"))).isEmpty();
        }
    }

    private long commit(Document document) {
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST);
                PassageWriter writer = index.writer()) {
            put(writer, document);
            return writer.commit(true);
        }
    }

    /** A disk that can be filled up. */
    private static final class FillingDirectory extends FilterDirectory {

        private final AtomicBoolean full;

        FillingDirectory(Directory files, AtomicBoolean full) {
            super(files);
            this.full = full;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            if (full.get()) {
                throw new IOException("No space left on device");
            }
            return super.createOutput(name, context);
        }
    }
}
