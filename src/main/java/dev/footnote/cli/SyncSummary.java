package dev.footnote.cli;

import dev.footnote.sync.SyncReport;
import java.util.ArrayList;
import java.util.List;

/** Puts a {@link SyncReport} into a sentence. */
final class SyncSummary {

    private SyncSummary() {}

    static String of(SyncReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(counted(report.documents(), "document") + " indexed");
        if (report.indexed() > 0) {
            parts.add(report.indexed() + " new or changed (" + counted(report.passages(), "passage") + ")");
        }
        if (report.removed() > 0) {
            parts.add(report.removed() + " removed");
        }
        if (!report.problems().isEmpty()) {
            parts.add(counted(report.problems().size(), "problem"));
        }
        return String.join(", ", parts) + ".";
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
