package dev.footnote.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that tests read: the seed of the project, and samples beside it where there are any. */
final class SampleFiles {

    static final String SEED = "000_dc8cc6a6557a873a.txt";

    private SampleFiles() {}

    static String seed() throws IOException {
        return Files.readString(Path.of("seeds", SEED));
    }

    /** Returns a file of the folder of samples; the test is skipped where there is none. */
    static Path shared(String path) {
        Path file = Path.of("../shared").resolve(path);
        Assumptions.assumeTrue(Files.exists(file), "no samples at " + file);
        return file;
    }
}
