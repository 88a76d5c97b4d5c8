package dev.footnote.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;

/**
 * Verifies every file of an index against its checksum before it is written to. Lucene's writer does not: it commits onto damaged
 * files, and a flipped bit in most of them is searched without an error.
 */
final class Integrity {

    private Integrity() {}

    /**
     * Reads the whole index once.
     *
     * @return what the last commit says of itself
     * @throws dev.footnote.index.IndexException if a file is missing, cut short or changed
     */
    static Commit check(Directory directory, Path place) {
        try (DirectoryReader index = DirectoryReader.open(directory)) {
            for (LeafReaderContext leaf : index.leaves()) {
                leaf.reader().checkIntegrity();
            }
            return Commit.of(index.getIndexCommit().getUserData());
        } catch (IOException e) {
            throw StorageErrors.of("checking", place, e);
        } catch (RuntimeException e) {
            // Decoders meet damage before its checksum is looked at, and then fail in whatever way the bytes lead to
            throw StorageErrors.damaged("checking", place, e);
        }
    }
}
