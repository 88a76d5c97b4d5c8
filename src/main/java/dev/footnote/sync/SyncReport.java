package dev.footnote.sync;

import java.util.List;

/**
 * What a sync did.
 *
 * @param generation the generation that the index has now
 * @param documents how many documents are indexed now
 * @param indexed how many of them are new or changed
 * @param removed how many were removed because their files are gone
 * @param passages how many passages were encoded
 * @param problems what could not be used
 */
public record SyncReport(
        long generation, int documents, int indexed, int removed, int passages, List<SyncProblem> problems) {

    public SyncReport {
        problems = List.copyOf(problems);
    }
}
