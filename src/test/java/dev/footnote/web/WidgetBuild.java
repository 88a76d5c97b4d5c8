package dev.footnote.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The widget's sources, installed by npm and built by esbuild in a folder below {@code target}. */
final class WidgetBuild {

    private static final Path SOURCES = Path.of("src/main/widget");
    private static final Path FOLDER = Path.of("target/widget");

    private WidgetBuild() {}

    /** Returns the folder of the packages that the lock file names; skips the test, by name, where Node or its registry is not there. */
    static synchronized Path installed() throws IOException, InterruptedException {
        Path packages = FOLDER.resolve("node_modules");
        Path lock = FOLDER.resolve("package-lock.json");
        boolean there = Files.isRegularFile(packages.resolve("axe-core/axe.min.js"))
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
        if (!there) {
            assumeTrue(run(Path.of("."), "node", "--version") == 0, "Node is not installed");
            copy();
            assumeTrue(
                    run(FOLDER, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") == 0,
                    "npm could not install the widget's packages: see target/widget.log");
        }
        return packages;
    }

    /** Checks the types and builds; returns the folder of what was built. */
    static Path built() throws IOException, InterruptedException {
        installed();
        copy();
        if (run(FOLDER, "npm", "run", "check") != 0 || run(FOLDER, "node", "build.mjs", "built") != 0) {
            throw new AssertionError(
                    "the widget could not be built: " + Files.readString(Path.of("target/widget.log")));
        }
        return FOLDER.resolve("built");
    }

    private static void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(SOURCES.resolve("node_modules")))
                    .toList()) {
                Path copy = FOLDER.resolve(SOURCES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.write(copy, Files.readAllBytes(file));
            }
        }
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = Files.createDirectories(Path.of("target")).resolve("widget.log");
        Process process;
        try {
            process = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            // The program is not there: as good as one that fails
            Files.writeString(log, e + "\n");
            return -1;
        }
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }
}
