package dev.footnote.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.footnote.cli.Footnote.Outcome;
import dev.footnote.cli.Footnote.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineIT {

    private static final String SENTENCE = "The lease of the lighthouse was signed on 4 May 1987.";

    @TempDir
    private Path temporary;

    private Footnote footnote;
    private Path folder;

    @BeforeEach
    void writeDocuments() throws IOException {
        footnote = new Footnote(temporary);
        folder = Files.createDirectory(temporary.resolve("documents"));
        Files.writeString(folder.resolve("lease.txt"), SENTENCE + " It runs for thirty years.\n");
        Files.writeString(folder.resolve("rent.md"), "# Rent\n\nThe rent is due on the first Monday of a month.\n");
    }

    @Test
    void exitsWith3WhereOneOfTheQuestionsIsNotAnswered() throws Exception {
        Outcome outcome = footnote.run(
                "ask",
                "--models",
                Footnote.MODELS.toString(),
                "--folder",
                folder.toString(),
                "When was the lease of the lighthouse signed?",
                "Who painted the ceiling of the chapel?");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(3);
        assertThat(outcome.out())
                .startsWith("> When was the lease of the lighthouse signed?\n4 May 1987 — " + SENTENCE + "[1]")
                .contains("> Who painted the ceiling of the chapel?\n")
                .contains("[1] lease (lease.txt, 0–53): “" + SENTENCE + "”")
                .contains("Nearest passages:");
    }

    @Test
    void indexesOnceAndEncodesNothingAgainWhateverTheCommand() throws Exception {
        footnote.withTinyModels()
                .with("FOOTNOTE_DATA", temporary.resolve("elsewhere"))
                .with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder);

        assertThat(footnote.run("index").success())
                .isEqualToIgnoringNewLines("2 documents indexed, 2 new or changed (2 passages).");
        assertThat(footnote.run("index").success()).isEqualToIgnoringNewLines("2 documents indexed.");
        assertThat(footnote.run("doctor").success())
                .contains("ok    encoder: tiny-encoder")
                .contains("ok    reader: tiny-reader")
                .contains("ok    collection default: " + folder + ", files: 2")
                .contains("ok    index: generation 1, READY")
                .doesNotContain("WRONG");
        assertThat(temporary.resolve("elsewhere/index/CURRENT")).exists();
        assertThat(footnote.working()).isEmptyDirectory();
    }

    @Test
    void filesThatCannotBeReadAreNamedAndTheOthersIndexed() throws Exception {
        Files.write(folder.resolve("empty.txt"), new byte[0]);
        Files.write(folder.resolve("latin.txt"), "Le bail a été signé à Genève.".getBytes(ISO_8859_1));
        Files.write(folder.resolve("program.txt"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0, 0, 1, 0, 2, 0, 0, 0});

        Outcome outcome = footnote.withTinyModels().run("index", "--folder", folder.toString());

        assertThat(outcome.success()).startsWith("3 documents indexed").contains("2 problems");
        assertThat(outcome.err())
                .contains("empty.txt: It is empty")
                .contains("program.txt: ")
                .doesNotContain("latin.txt")
                .doesNotContain("\tat ");
    }

    @Test
    void missingFolderFailsWithItsName() throws Exception {
        String missing = temporary.resolve("missing").toString();

        assertThat(footnote.withTinyModels().run("index", "--folder", missing).failure())
                .contains(missing);
        Outcome doctor = footnote.run("doctor", "--folder", missing);
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG collection default: ").contains(missing);
    }

    @Test
    void emptyFolderIsNoFailureButAnswersNothing() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));

        assertThat(footnote.withTinyModels()
                        .run("index", "--folder", empty.toString())
                        .success())
                .isEqualToIgnoringNewLines("0 documents indexed.");
        Outcome asked = footnote.run("ask", "--folder", empty.toString(), "When was the lease signed?");
        assertThat(asked.exit()).as(asked.err()).isEqualTo(3);
        assertThat(asked.err()).contains("There is no document in " + empty).doesNotContain("\tat ");
    }

    @Test
    void damagedOrMissingModelFailsWithItsName() throws Exception {
        Path models = Files.createDirectory(temporary.resolve("models"));
        copy(Footnote.TINY_MODELS.resolve("tiny-encoder"), models.resolve("tiny-encoder"));
        copy(Footnote.TINY_MODELS.resolve("tiny-reader"), models.resolve("tiny-reader"));
        Path weights = models.resolve("tiny-encoder/model.onnx");
        byte[] content = Files.readAllBytes(weights);
        content[content.length / 2] ^= 1;
        Files.write(weights, content);
        footnote.withTinyModels().with("FOOTNOTE_MODELS", models).with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder);

        assertThat(footnote.run("ask", "When was the lease signed?").failure())
                .contains(weights + ": expected the SHA-256");
        Files.delete(weights);
        assertThat(footnote.run("index").failure()).contains(weights + ": expected a file of the model, found none");
        Outcome doctor = footnote.run("doctor");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out()).contains("WRONG encoder: " + weights).contains("ok    reader: tiny-reader");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    footnote: {retrieval: {raed: 4}}     | There is no setting 'footnote.retrieval.raed'
                    footnote: {answer: {treshold: 0.5}}  | Did you mean 'footnote.answer.threshold'?
                    footnote: {retrieval: {read: -1}}    | footnote.retrieval.read must be from 0 to 100, got -1
                    footnote: {retrieval: {read: many}}  | footnote.retrieval.read must be a whole number, got 'many'
                    footnote: {answer: {timeout: soon}}  | footnote.answer.timeout must be a duration
                    footnote: {collections: {-a: {folder: x}}} | a collection's name must be
                    footnote: {collections: {a: {}}, data: [ | must be YAML
                    just a sentence                      | must hold settings
                    """)
    void mistakesInTheConfigurationFileAreToldInAMessage(String content, String message) throws Exception {
        Files.writeString(footnote.working().resolve("footnote.yml"), content);

        assertThat(footnote.withTinyModels()
                        .run("ask", "When was the lease signed?")
                        .failure())
                .contains(message);
    }

    @Test
    void environmentChoosesTheConfigurationFileAndOverrulesIt() throws Exception {
        Path file = temporary.resolve("other.yml");
        footnote.withTinyModels().with("FOOTNOTE_CONFIG", file);

        assertThat(footnote.run("index").failure()).contains(file.toString()).contains("FOOTNOTE_CONFIG");
        Files.writeString(
                file,
                "footnote:\n  retrieval:\n    read: 4\n  collections:\n    default:\n      folder: " + folder + "\n");
        assertThat(footnote.run("index").success()).startsWith("2 documents indexed");
        assertThat(footnote.with("FOOTNOTE_RETRIEVAL_READ", "101")
                        .run("ask", "When was the lease signed?")
                        .failure())
                .contains("footnote.retrieval.read must be from 0 to 100, got 101");
    }

    @Test
    void serviceRefusesAPortInUseAndAnAddressThatOthersReach() throws Exception {
        footnote.withTinyModels().with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = footnote.run("serve", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("The port is in use by another program: choose another with --port")
                    .doesNotContain("\tat ");
        }
        assertThat(footnote.with("MICRONAUT_SERVER_HOST", "0.0.0.0")
                        .run("serve", "--port", "0")
                        .failure())
                .contains("loopback")
                .contains("0.0.0.0");
    }

    @Test
    void aSlackThatIsSetUpWronglyStopsTheStart() throws Exception {
        footnote.withTinyModels()
                .with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder)
                .with("FOOTNOTE_SLACK_BOT_TOKEN", "xoxb-canary");
        assertThat(footnote.run("serve", "--port", "0").failure())
                .contains("footnote.slack.signing-secret must be there, or footnote.slack.app-token for Socket Mode")
                .doesNotContain("canary");
    }

    @Test
    void aPromptThatIsWrongStopsTheStartAndALanguageModelThatIsNotThereIsNamedByDoctor() throws Exception {
        Path prompts = Files.createDirectory(temporary.resolve("prompts"));
        Files.writeString(prompts.resolve("answer.system.md"), "{{mark}} {{not_found}}");
        Files.writeString(prompts.resolve("answer.user.md"), "{{passages}} {{history}} {{qestion}}");
        footnote.withTinyModels()
                .with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder)
                .with("FOOTNOTE_PROMPTS", prompts)
                .with("FOOTNOTE_GENERATION_PROVIDER", "openai")
                .with("FOOTNOTE_GENERATION_MODEL", "scripted")
                .with("FOOTNOTE_GENERATION_RETRIES", 0)
                .with("FOOTNOTE_GENERATION_KEY", "sk-canary-0123456789")
                .with("FOOTNOTE_GENERATION_BASE_URL", "http://127.0.0.1:9/v1");

        assertThat(footnote.run("serve", "--port", "0").failure())
                .contains("answer.user.md")
                .contains("{{qestion}}");
        Outcome doctor = footnote.run("doctor");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("WRONG language model: The language model at 127.0.0.1:9 takes no connection")
                .doesNotContain("canary");
    }

    @Test
    void asksWhileTheServiceRunsOnTheSameDataAndStopsItWithSigterm() throws Exception {
        footnote.with("FOOTNOTE_MODELS", Footnote.MODELS).with("FOOTNOTE_COLLECTIONS_DEFAULT_FOLDER", folder);
        try (Running service = footnote.start("serve", "--port", "0")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> service.err().contains("Ask at http://localhost:"));

            Outcome asked = footnote.run("ask", "When was the lease of the lighthouse signed?");

            assertThat(asked.success()).startsWith("4 May 1987 — ").contains("[1] lease (lease.txt");
            assertThat(service.err()).contains("2 documents indexed, 2 new or changed");
            service.process().destroy();
            assertThat(service.process().waitFor(5, TimeUnit.SECONDS))
                    .as("stopped")
                    .isTrue();
            assertThat(service.err()).doesNotContain("\tat ").doesNotContain("ERROR");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
