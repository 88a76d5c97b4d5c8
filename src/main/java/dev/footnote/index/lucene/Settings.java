package dev.footnote.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * What tests vary.
 *
 * @param exactUpTo up to how many vectors a search compares all in full precision: see {@link VectorSearch}
 * @param scannedUpTo up to how many it compares all in 8 bits
 * @param cachedCharacters characters of documents' texts kept at hand
 * @param storage opens the directory of one index
 */
record Settings(int exactUpTo, int scannedUpTo, long cachedCharacters, Storage storage) {

    /** 10,000 vectors of 384 components are 15 MB, compared in a few milliseconds. */
    static final Settings DEFAULT = new Settings(10_000, 150_000, 32_000_000, FSDirectory::open);

    /** Opens Lucene's view of a directory. */
    interface Storage {
        Directory open(Path directory) throws IOException;
    }
}
