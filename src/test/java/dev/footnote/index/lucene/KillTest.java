package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.index.DocumentSummary;
import dev.footnote.index.IndexLockedException;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process again and again; {@code -Dhardening.kills=200} says how often. */
class KillTest {

    private static final int KILLS = Integer.getInteger("hardening.kills", 3);

    @TempDir
    Path directory;

    @Test
    void losesNothingThatWasCommittedWhenItsProcessIsKilled() throws IOException, InterruptedException {
        Random random = new Random(42);
        int acknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged = writeUntilKilled(acknowledged, random.nextInt(1, 25));
            assertThatNothingIsLost(acknowledged);
        }
    }

    private int writeUntilKilled(int written, int commits) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableWriter.class.getName(),
                        directory.toString(),
                        String.valueOf(written))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int acknowledged = written;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < commits; i++) {
                acknowledged = acknowledged(lines, acknowledged);
            }
            assertThat(acknowledged).isEqualTo(written + commits);
            try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST)) {
                assertThatThrownBy(index::writer)
                        .isInstanceOf(IndexLockedException.class)
                        .hasMessageContaining("another Footnote process");
            }
            // By its handle: the process itself would close the stream, and with it what was acknowledged last
            process.toHandle().destroyForcibly();
            process.waitFor();
            int more = acknowledged(lines, acknowledged);
            while (more > acknowledged) {
                acknowledged = more;
                more = acknowledged(lines, acknowledged);
            }
        } finally {
            process.destroyForcibly();
        }
        return acknowledged;
    }

    /** Returns the number on the next whole line, or {@code otherwise} at the end. */
    private static int acknowledged(BufferedReader lines, int otherwise) throws IOException {
        String line = lines.readLine();
        return line == null || !line.endsWith(".") ? otherwise : Integer.parseInt(line.substring(0, line.length() - 1));
    }

    private void assertThatNothingIsLost(int acknowledged) {
        try (LucenePassageIndex index = LucenePassageIndex.open(directory, MANIFEST)) {
            try (PassageWriter writer = index.writer()) {
                assertThat(writer.documents()).hasSizeBetween(acknowledged, acknowledged + 1);
            }
            try (Snapshot snapshot = index.snapshot()) {
                List<DocumentSummary> documents = snapshot.documents(ALL, Optional.empty(), Integer.MAX_VALUE);
                for (int i = 1; i <= acknowledged; i++) {
                    assertThat(documents).contains(KillableWriter.summary(i));
                }
                assertThat(documents).doesNotHaveDuplicates();
                assertThat(snapshot.passageCount(ALL)).isEqualTo(documents.size() * 2L);
                assertThat(snapshot.generation()).isGreaterThanOrEqualTo(acknowledged);
            }
        }
    }
}
