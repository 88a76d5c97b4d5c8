package dev.footnote.index.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.lucene.util.IOUtils;

/** Writes small files so that a reader, and whoever comes after a power cut, sees the old text or the new, and nothing between. */
final class DurableFile {

    private DurableFile() {}

    static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(draft, text);
        IOUtils.fsync(draft, false);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        IOUtils.fsync(file.toAbsolutePath().getParent(), true);
    }
}
