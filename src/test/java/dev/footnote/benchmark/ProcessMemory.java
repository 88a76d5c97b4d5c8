package dev.footnote.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** The resident memory of this process, as Linux counts it. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Describes how much is resident, and how much of it is the process's own and how much are pages of files. */
    public static String describe() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown on this system";
        }
        System.gc();
        return Files.readAllLines(status).stream()
                .filter(line -> line.matches("(VmRSS|RssAnon|RssFile):.*"))
                .map(line -> line.split("\\s+"))
                .map(field -> String.format(Locale.ROOT, "%s %,d MB", field[0], Long.parseLong(field[1]) / 1024))
                .collect(Collectors.joining(", "));
    }
}
