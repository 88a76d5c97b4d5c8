package dev.footnote.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {

    private static final Map<String, String> TINY =
            Map.of("footnote.encoder", "tiny-encoder", "footnote.reader", "tiny-reader");

    @TempDir
    private Path parent;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path documents;
    private Path questions;

    @BeforeEach
    void write() throws IOException {
        documents = Files.createDirectories(parent.resolve("documents"));
        questions = parent.resolve("questions.jsonl");
        Files.writeString(documents.resolve("ships.txt"), "Six frigates sailed to Korea.");
        Files.writeString(questions, """
                {"question": "How many frigates sailed?", "expected": "six", "document": "ships.txt"}
                """);
        TINY.forEach(System::setProperty);
    }

    @AfterEach
    void forget() {
        TINY.keySet().forEach(System::clearProperty);
    }

    @Test
    void writesEveryFileAndExitsByWhatIsRequired() throws IOException {
        List<Path> files = Stream.of("o.json", "d.json", "run.txt", "r.html")
                .map(parent::resolve)
                .toList();

        int met = evaluate(
                "--output", files.get(0).toString(),
                "--details", files.get(1).toString(),
                "--run", files.get(2).toString(),
                "--html", files.get(3).toString(),
                "--require", "recall@10>=1");

        assertThat(met).as(err.toString()).isZero();
        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(out.toString()).contains("recall@10", "questions_answerable");

        int unmet = evaluate(
                "--baseline", files.get(1).toString(),
                "--require", "recall@10>1",
                "--require", "refused_unanswerable>=0");

        assertThat(unmet).isEqualTo(4);
        assertThat(out.toString())
                .contains("no difference")
                .contains("Not met: recall@10>1.0, it is 1.0")
                .contains("Not met: refused_unanswerable>=0.0, it could not be measured");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsMeasured() {
        assertThat(execute()).isEqualTo(2);
        assertThat(execute("--corpus", documents.toString())).isEqualTo(2);
        assertThat(execute(documents.toString(), "--corpus", "x", "--questions", "y"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("Name either a benchmark FOLDER, or both --corpus DIR and --questions FILE.");

        assertThat(evaluate("--require", "accuracy>=1")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no figure 'accuracy'. There are: ndcg@5");
        assertThat(evaluate("--baseline", parent.resolve("absent").toString())).isEqualTo(2);
        assertThat(evaluate("--sample", "-1")).isEqualTo(2);
    }

    private int evaluate(String... more) {
        Stream<String> own = Stream.of(
                "--models",
                "src/test/resources/models",
                "--vectors",
                parent.resolve("vectors").toString(),
                "--corpus",
                documents.toString(),
                "--questions",
                questions.toString());
        return execute(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
