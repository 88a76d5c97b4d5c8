package dev.footnote.cli;

import dev.footnote.evaluation.Comparison;
import dev.footnote.evaluation.EvaluationReport;
import java.util.List;
import java.util.Locale;

/** Writes the figures of an evaluation for the terminal. */
final class EvaluationTable {

    private EvaluationTable() {}

    static String of(EvaluationReport report) {
        StringBuilder table = new StringBuilder(report.name()).append('\n');
        report.metrics().forEach((name, value) -> {
            table.append(String.format(Locale.ROOT, "  %-26s %10.4f", name, value));
            report.interval(name)
                    .ifPresent(interval -> table.append(String.format(
                            Locale.ROOT,
                            "   %.3f to %.3f (95 %%, %d questions)",
                            interval.low(),
                            interval.high(),
                            report.count(name))));
            table.append('\n');
        });
        report.counts()
                .forEach((name, count) -> table.append(String.format(Locale.ROOT, "  %-26s %10d%n", name, count)));
        return table.toString();
    }

    static String of(List<Comparison> comparisons) {
        StringBuilder table = new StringBuilder("Difference from the baseline (95 % interval)\n");
        comparisons.forEach(comparison -> table.append(String.format(
                Locale.ROOT,
                "  %-26s %+10.4f   %+.4f to %+.4f   %s (%d questions)%n",
                comparison.metric(),
                comparison.difference(),
                comparison.interval().low(),
                comparison.interval().high(),
                comparison.verdict(),
                comparison.questions())));
        return table.toString();
    }
}
