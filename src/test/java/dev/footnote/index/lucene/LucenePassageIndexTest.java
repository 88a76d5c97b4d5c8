package dev.footnote.index.lucene;

import dev.footnote.index.Manifest;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LucenePassageIndexTest extends PassageIndexContract {

    @TempDir
    Path directory;

    @Override
    protected PassageIndex openIndex(Manifest inUse) {
        return LucenePassageIndex.open(directory.resolve("index"), inUse);
    }
}
