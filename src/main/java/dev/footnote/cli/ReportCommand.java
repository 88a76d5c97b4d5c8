package dev.footnote.cli;

import dev.footnote.Deadline;
import dev.footnote.access.Principal;
import dev.footnote.assistant.Gap;
import dev.footnote.assistant.GapReport;
import dev.footnote.assistant.GapReporter;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code report}: says what the documents lack, by what was asked of them. */
@Command(
        name = "report",
        description =
                "Show what people asked and the documents did not answer, grouped by meaning, and which documents are"
                        + " cited most and never.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int SHOWN_DOCUMENTS = 10;
    private static final int SHOWN_QUESTIONS = 5;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--days", paramLabel = "N", description = "How far back questions count (default: 90).")
    private int days = 90;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Write these questions, and those whose answers were rated, for evaluate --questions.")
    private @Nullable Path questions;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (days < 1) {
            throw new ParameterException(spec.commandLine(), "--days must be 1 or more, but it is " + days);
        }
        Instant since = Clock.systemUTC().instant().minus(Duration.ofDays(days));
        PrintWriter out = spec.commandLine().getOut();
        try (ApplicationContext context = settings.start(Map.of())) {
            GapReporter reporter = context.getBean(GapReporter.class);
            print(reporter.report(Principal.LOCAL, since, Deadline.after(LONGEST)), out);
            if (questions != null) {
                Files.writeString(questions, reporter.questions(since));
                out.println("\nWritten: " + questions);
            }
        }
        out.flush();
        return 0;
    }

    private static void print(GapReport report, PrintWriter out) {
        long refused = report.gaps().stream().mapToLong(Gap::refused).sum();
        long disliked = report.gaps().stream().mapToLong(Gap::disliked).sum();
        out.println("Since " + day(report.since()) + ": " + report.asked() + " questions, " + refused
                + " not answered or only in part, " + disliked + " answered to someone's dislike.");
        if (!report.gaps().isEmpty()) {
            out.println("\nWhat the documents lack");
            report.gaps().forEach(gap -> print(gap, out));
        }
        if (!report.mostCited().isEmpty()) {
            out.println("\nCited most");
            report.mostCited().stream()
                    .limit(SHOWN_DOCUMENTS)
                    .forEach(cited -> out.println("  " + cited.answers() + " × " + cited.path()));
        }
        if (report.neverCitedInAll() > 0) {
            out.println("\nNever cited: " + report.neverCitedInAll());
            report.neverCited().stream()
                    .limit(SHOWN_DOCUMENTS)
                    .forEach(position -> out.println("  " + position.path()));
        }
    }

    private static void print(Gap gap, PrintWriter out) {
        List<String> wordings = gap.turns().stream()
                .map(each -> AnswerText.line(each.turn().answer().understoodAs()))
                .distinct()
                .toList();
        out.println("  " + gap.turns().size() + " × " + wordings.getFirst()
                + (gap.disliked() > 0 ? " (" + gap.disliked() + " answered, and disliked)" : "") + ", last "
                + day(gap.turns().getFirst().turn().created()));
        wordings.stream().skip(1).limit(SHOWN_QUESTIONS).forEach(wording -> out.println("      " + wording));
        gap.turns().stream()
                .map(each -> each.turn().feedback())
                .filter(feedback -> feedback != null && feedback.comment() != null)
                .forEach(feedback -> out.println("      said: " + AnswerText.line(String.valueOf(feedback.comment()))));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
