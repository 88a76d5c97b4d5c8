package dev.footnote.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.footnote.evaluation.BenchmarkException;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.Comparison;
import dev.footnote.evaluation.Evaluation;
import dev.footnote.evaluation.EvaluationReport;
import dev.footnote.evaluation.FolderQuestions;
import dev.footnote.evaluation.HistoryUse;
import dev.footnote.evaluation.Requirement;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code evaluate}: measures retrieval and answers, on a benchmark folder or on one's own documents and questions. */
@Command(
        name = "evaluate",
        description = {
            "Measure retrieval and answers: on a benchmark FOLDER with corpus.jsonl and queries.jsonl, questions.jsonl or"
                    + " answerability.jsonl, or on your own documents and questions with --corpus and --questions.",
            "Exits with 4 if a --require is not met."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    private static final int NOT_MET = 4;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "The benchmark folder.")
    private @Nullable Path folder;

    @Option(names = "--corpus", paramLabel = "DIR", description = "A folder of documents, with --questions.")
    private @Nullable Path corpus;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Questions about --corpus, one JSON object a line:"
                    + " {\"question\", \"expected\"?: words or a list of them, \"document\"?: path}."
                    + " Without expected, the documents do not answer it.")
    private @Nullable Path questions;

    @Option(names = "--output", paramLabel = "FILE", description = "Write figures and settings as flat JSON.")
    private @Nullable Path output;

    @Option(
            names = "--details",
            paramLabel = "FILE",
            description = "Write each question's values as JSON; a later run's --baseline.")
    private @Nullable Path details;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Compare with an earlier run's --details: paired bootstrap.")
    private @Nullable Path baseline;

    @Option(names = "--run", paramLabel = "FILE", description = "Write the rankings as a TREC run file.")
    private @Nullable Path run;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report as one self-contained HTML page.")
    private @Nullable Path html;

    @Option(
            names = "--require",
            paramLabel = "FIGURE>=N",
            converter = RequirementConverter.class,
            description = "Exit with 4 unless this holds, such as answer_in_citation>=0.9; >=, <=, >, <. Repeatable.")
    private List<Requirement> requirements = List.of();

    @Option(
            names = "--history",
            paramLabel = "USE",
            description =
                    "What is made of what was said before a question of a benchmark FOLDER: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private HistoryUse history = HistoryUse.UNDERSTOOD;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Take at most N questions of each kind, by a fixed seed.")
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
        Source source = source();
        Path temporary = Files.createTempDirectory("footnote-evaluate");
        try (ApplicationContext context = settings.start(Map.of(
                "footnote.collections." + BenchmarkFolder.COLLECTION + ".folder",
                source.folder().toString(),
                "footnote.evaluation.vectors",
                vectors.toString(),
                "footnote.data",
                temporary.toString()))) {
            EvaluationReport report;
            try (StageProgress progress = new StageProgress()) {
                report = source.run(context.getBean(Evaluation.class), sample, progress);
            }
            return publish(report);
        } finally {
            delete(temporary);
        }
    }

    /** Reads everything before anything long begins. */
    private Source source() {
        if (sample < 0) {
            throw new ParameterException(spec.commandLine(), "--sample must be 0 (all) or more, but it is " + sample);
        }
        if (baseline != null && !Files.isRegularFile(baseline)) {
            throw new ParameterException(
                    spec.commandLine(), "--baseline must name a file that --details has written: " + baseline);
        }
        if (folder != null && corpus == null && questions == null) {
            Path root = folder;
            BenchmarkFolder benchmark = history.prepare(BenchmarkFolder.read(root), root);
            return new Source(root, (evaluation, n, progress) -> evaluation.run(benchmark, n, progress));
        }
        if (folder == null && corpus != null && questions != null) {
            FolderQuestions own = FolderQuestions.read(corpus, questions);
            return new Source(corpus, (evaluation, n, progress) -> evaluation.run(own, n, progress));
        }
        throw new ParameterException(
                spec.commandLine(), "Name either a benchmark FOLDER, or both --corpus DIR and --questions FILE.");
    }

    private int publish(EvaluationReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(EvaluationTable.of(report));
        out.flush();
        if (output != null) {
            Files.writeString(output, json(report.figures()));
        }
        if (run != null) {
            Files.writeString(run, report.run());
        }
        if (html != null) {
            Files.writeString(html, report.html());
        }
        if (baseline != null) {
            List<Comparison> comparisons = report.comparedWith(baseline);
            out.print(EvaluationTable.of(comparisons));
        }
        if (details != null) { // after the baseline is read: it may be the same file
            Files.writeString(details, json(report.values()));
        }
        List<Requirement> unmet = requirements.stream()
                .filter(requirement -> !requirement.metBy(report))
                .toList();
        unmet.forEach(requirement -> out.println("Not met: " + requirement + ", "
                + (report.metrics().containsKey(requirement.metric())
                        ? "it is " + report.metrics().get(requirement.metric())
                        : "it could not be measured on these questions")));
        out.flush();
        return unmet.isEmpty() ? 0 : NOT_MET;
    }

    private static String json(Object value) throws IOException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value) + "\n";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> contents = Files.walk(folder)) {
            for (Path path : contents.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What is measured. */
    private record Source(Path folder, Run run) {

        EvaluationReport run(Evaluation evaluation, int sample, StageProgress progress) throws InterruptedException {
            return run.apply(evaluation, sample, progress);
        }
    }

    /** Runs what is measured. */
    @FunctionalInterface
    private interface Run {
        EvaluationReport apply(Evaluation evaluation, int sample, StageProgress progress) throws InterruptedException;
    }

    /** Reads a requirement, so that a wrong one is an error of usage, before anything is measured. */
    static final class RequirementConverter implements ITypeConverter<Requirement> {

        @Override
        public Requirement convert(String value) {
            try {
                return Requirement.parse(value);
            } catch (BenchmarkException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
