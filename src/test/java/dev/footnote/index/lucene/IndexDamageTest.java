package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.index.IndexDamagedException;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damages each file of an index in turn: it is noticed, or it changes nothing. */
class IndexDamageTest {

    private static final int DOCUMENTS = 12;

    @TempDir
    Path directory;

    private Path healthy;
    private Path damaged;

    /** How a file is damaged. */
    enum Damage {
        TRUNCATED,
        ZEROED,
        DELETED,
        FLIPPED;

        void applyTo(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            switch (this) {
                case TRUNCATED -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                case ZEROED -> Files.write(file, new byte[bytes.length]);
                case DELETED -> Files.delete(file);
                case FLIPPED -> {
                    if (bytes.length > 0) {
                        bytes[bytes.length / 2] ^= 0x10;
                    }
                    Files.write(file, bytes);
                }
            }
        }
    }

    @BeforeEach
    void buildAnIndexOfSeveralSegmentsWithDeletions() {
        healthy = directory.resolve("healthy");
        damaged = directory.resolve("damaged");
        try (LucenePassageIndex index = LucenePassageIndex.open(healthy, MANIFEST);
                PassageWriter writer = index.writer()) {
            for (int i = 0; i < DOCUMENTS; i++) {
                put(writer, document(i + ".txt", "ships of kind " + i + "\nharbours of kind " + i));
                if (i % 4 == 3) {
                    writer.commit(false);
                }
            }
            writer.remove(document("0.txt", "").id());
            writer.commit(true);
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void noticesDamageToAnyFile(Damage damage) throws IOException {
        damageEachFile(damage);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void noticesDamageToAnyFileOfAMergedIndex(Damage damage) throws IOException {
        IndexFiles.merge(healthy, false);
        damageEachFile(damage);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void saysThatTheNameOfTheIndexOrItsManifestIsDamaged(Damage damage) throws IOException {
        for (Path file : List.of(
                healthy.resolve("CURRENT"), IndexFiles.published(healthy).resolve("manifest.properties"))) {
            Path copy = damagedCopy(file);
            damage.applyTo(copy);
            try (LucenePassageIndex index = LucenePassageIndex.open(damaged, MANIFEST)) {
                // A flipped bit in the comment of the manifest changes nothing
                if (damage != Damage.FLIPPED || file.endsWith("CURRENT")) {
                    assertThatThrownBy(index::snapshot)
                            .isInstanceOf(IndexDamagedException.class)
                            .hasMessageContaining("Set the index aside");
                    assertThatThrownBy(index::writer).isInstanceOf(IndexDamagedException.class);
                }
            }
        }
    }

    @Test
    void doesNotTakeAMissingSegmentsFileForAnEmptyIndex() throws IOException {
        for (Path file : IndexFiles.all(healthy)) {
            if (file.getFileName().toString().startsWith("segments_")) {
                Files.delete(file);
            }
        }
        List<Path> left = IndexFiles.all(healthy);
        try (LucenePassageIndex index = LucenePassageIndex.open(healthy, MANIFEST)) {
            assertThatThrownBy(index::writer).isInstanceOf(IndexDamagedException.class);
            assertThatThrownBy(index::snapshot).isInstanceOf(IndexDamagedException.class);
        }
        assertThat(IndexFiles.all(healthy)).containsAll(left);
    }

    @Test
    void doesNotTakeAMissingDirectoryForAnEmptyIndex() throws IOException {
        IOUtils.rm(IndexFiles.published(healthy));
        try (LucenePassageIndex index = LucenePassageIndex.open(healthy, MANIFEST)) {
            assertThatThrownBy(index::writer).isInstanceOf(IndexDamagedException.class);
            assertThatThrownBy(index::snapshot).isInstanceOf(IndexDamagedException.class);
        }
    }

    @Test
    void canBeBuiltAgainOnceADamagedIndexIsSetAside() throws IOException {
        for (Path file : IndexFiles.all(IndexFiles.published(healthy))) {
            Damage.ZEROED.applyTo(file);
        }
        Document document = document("new.txt", "new ships");
        try (LucenePassageIndex index = LucenePassageIndex.open(healthy, MANIFEST)) {
            assertThatThrownBy(index::writer).isInstanceOf(IndexDamagedException.class);
            index.setAside();
            try (PassageWriter writer = index.writer()) {
                put(writer, document);
                assertThat(writer.commit(true)).isGreaterThan(4);
            }
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.document(document.id(), ALL)).contains(document);
                assertThat(snapshot.passageCount(ALL)).isEqualTo(1);
            }
        }
    }

    private void damageEachFile(Damage damage) throws IOException {
        List<Object> expected = answers(healthy);
        for (Path file : IndexFiles.all(healthy)) {
            Path copy = damagedCopy(file);
            damage.applyTo(copy);
            String what = damage + " " + healthy.relativize(file);
            try (LucenePassageIndex index = LucenePassageIndex.open(damaged, MANIFEST)) {
                assertNeverSilentlyEmpty(index, damage, what);
                IndexFiles.verify(index);
            } catch (IndexDamagedException e) {
                assertThat(e)
                        .as(what)
                        .hasMessageContaining(damaged.toString())
                        .hasMessageContaining("Set the index aside");
                continue;
            }
            assertThat(answers(damaged)).as(what).isEqualTo(expected);
        }
    }

    /** A flipped bit may go unnoticed until the writer verifies the index; a file that is gone may not. */
    private static void assertNeverSilentlyEmpty(LucenePassageIndex index, Damage damage, String what) {
        if (damage != Damage.FLIPPED) {
            try (Snapshot snapshot = index.snapshot()) {
                assertThat(snapshot.passageCount(ALL)).as(what).isEqualTo(2 * (DOCUMENTS - 1));
            }
        }
    }

    private Path damagedCopy(Path file) throws IOException {
        IOUtils.rm(damaged);
        IndexFiles.copy(healthy, damaged);
        return damaged.resolve(healthy.relativize(file).toString());
    }

    private static List<Object> answers(Path directory) {
        List<Object> answers = new ArrayList<>();
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST);
                Snapshot snapshot = index.snapshot()) {
            answers.add(snapshot.state());
            answers.add(snapshot.generation());
            answers.add(snapshot.documents(ALL, Optional.empty(), 100));
            answers.add(snapshot.nearest(vector("ships of kind 3"), ALL, 100, Deadline.distant()));
            for (PassageHit hit : snapshot.lexical("ships harbours 5", ALL, 100, Deadline.distant())) {
                answers.add(hit);
                answers.add(snapshot.passage(hit));
            }
        }
        return answers;
    }
}
