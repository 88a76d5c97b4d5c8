package dev.footnote.index.lucene;

import dev.footnote.index.PassageIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.FSDirectory;

/** What tests do to the files of an index. */
final class IndexFiles {

    private IndexFiles() {}

    static List<Path> all(Path index) throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static Path published(Path index) throws IOException {
        return index.resolve(Files.readString(index.resolve("CURRENT")).strip());
    }

    static int segments(Path index) throws IOException {
        try (FSDirectory directory = FSDirectory.open(published(index));
                DirectoryReader reader = DirectoryReader.open(directory)) {
            return reader.leaves().size();
        }
    }

    /** Merges the published index into one segment, with or without a compound file, and keeps its generation. */
    static void merge(Path index, boolean compound) throws IOException {
        TieredMergePolicy policy = new TieredMergePolicy();
        policy.setNoCFSRatio(compound ? 1 : 0);
        IndexWriterConfig configuration = new IndexWriterConfig(new FootnoteAnalyzer())
                .setCodec(new QuantizedVectorsCodec())
                .setMergePolicy(policy)
                .setUseCompoundFile(compound);
        try (FSDirectory directory = FSDirectory.open(published(index));
                DirectoryReader reader = DirectoryReader.open(directory);
                IndexWriter writer = new IndexWriter(directory, configuration)) {
            writer.setLiveCommitData(reader.getIndexCommit().getUserData().entrySet());
            writer.forceMerge(1);
            writer.commit();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : all(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    /** Opens the writer, which verifies the index, and closes it again. */
    static void verify(PassageIndex index) {
        index.writer().close();
    }
}
