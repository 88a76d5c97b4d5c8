package dev.footnote.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program as people do: in a JVM of its own, in a working directory of its own. */
final class Footnote {

    /** The models that the program ships with. */
    static final Path MODELS = Path.of("models").toAbsolutePath();

    /** Models that load at once and answer nothing. */
    static final Path TINY_MODELS = Path.of("src/test/resources/models").toAbsolutePath();

    private static final int SECONDS_AT_MOST = 120;

    private final Path temporary;
    private final Path working;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> launcher = new ArrayList<>();
    private int started;

    /** @param temporary an empty folder; the working directory is made in it */
    Footnote(Path temporary) throws IOException {
        this.temporary = temporary;
        this.working = Files.createDirectory(temporary.resolve("working"));
    }

    Path working() {
        return working;
    }

    /** Sets an environment variable for what is started from now on. */
    Footnote with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Runs with the models that load at once. */
    Footnote withTinyModels() {
        return with("FOOTNOTE_ENCODER", "tiny-encoder")
                .with("FOOTNOTE_READER", "tiny-reader")
                .with("FOOTNOTE_MODELS", TINY_MODELS);
    }

    /** Has the JVM started by another program, given with its arguments. */
    Footnote through(String... program) {
        launcher.addAll(List.of(program));
        return this;
    }

    /** Runs a command to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        try (Running running = start(arguments)) {
            assertThat(running.process().waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS))
                    .as(() -> "ended in time, after saying: " + running.err())
                    .isTrue();
            return new Outcome(running.process().exitValue(), running.out(), running.err());
        }
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        started++;
        Path out = temporary.resolve("out-" + started);
        Path err = temporary.resolve("err-" + started);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("FOOTNOTE_") || name.startsWith("MICRONAUT_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** The class path may be told relative to the directory that the tests run in. */
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    /** What a command came to. */
    record Outcome(int exit, String out, String err) {

        /** Checks that the command failed with a message for people, and returns that. */
        String failure() {
            assertThat(exit).as(err).isEqualTo(1);
            assertThat(err).doesNotContain("\tat ").doesNotContain("Exception").isNotBlank();
            return err;
        }

        /** Checks that the command was done, and returns what it put out. */
        String success() {
            assertThat(exit).as(err).isZero();
            return out;
        }
    }

    /** A command at work; closing it ends it. */
    record Running(Process process, Path outFile, Path errFile) implements AutoCloseable {

        String out() {
            return read(outFile);
        }

        String err() {
            return read(errFile);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new AssertionError(file + " cannot be read", e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
