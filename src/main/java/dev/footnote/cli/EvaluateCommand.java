package dev.footnote.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.Evaluation;
import dev.footnote.evaluation.EvaluationReport;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: measures retrieval and answers on a folder of questions. */
@Command(
        name = "evaluate",
        description =
                "Measure retrieval and answers on a folder with corpus.jsonl and queries.jsonl or questions.jsonl.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "FOLDER", description = "The benchmark folder.")
    private Path folder = Path.of("");

    @Option(names = "--output", paramLabel = "FILE", description = "Write the figures as a flat JSON object.")
    private @Nullable Path output;

    @Option(names = "--details", paramLabel = "FILE", description = "Write each question's values as JSON.")
    private @Nullable Path details;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Take at most N queries and questions, by a fixed seed.")
    private int sample;

    @Option(
            names = "--vectors",
            paramLabel = "DIR",
            description = "Keep vectors between runs here (default: data/evaluation).")
    private Path vectors = Path.of("data", "evaluation");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchmarkFolder benchmark = BenchmarkFolder.read(folder);
        Path temporary = Files.createTempDirectory("footnote-evaluate");
        try (ApplicationContext context = settings.start(Map.of(
                "footnote.collections." + BenchmarkFolder.COLLECTION + ".folder",
                folder.toString(),
                "footnote.evaluation.vectors",
                vectors.toString(),
                "footnote.data",
                temporary.toString()))) {
            EvaluationReport report;
            try (StageProgress progress = new StageProgress()) {
                report = context.getBean(Evaluation.class).run(benchmark, sample, progress);
            }
            print(report);
            if (output != null) {
                write(output, report.figures());
            }
            if (details != null) {
                write(details, report.values());
            }
            return 0;
        } finally {
            delete(temporary);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(file, json.writeValueAsString(value) + "\n");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private void print(EvaluationReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(report.name());
        report.figures().forEach((name, value) -> out.println(String.format(Locale.ROOT, "  %-26s %.4f", name, value)));
        out.flush();
    }
}
