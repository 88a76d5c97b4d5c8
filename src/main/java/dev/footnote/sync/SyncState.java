package dev.footnote.sync;

/** How far the index has come in following the folder. */
public sealed interface SyncState {

    /** No sync has begun. */
    record Waiting() implements SyncState {}

    /**
     * A sync is at work.
     *
     * @param done how many files it has dealt with
     * @param total how many files there are
     */
    record Running(int done, int total) implements SyncState {}

    /**
     * The index equals the folder, as the last sync found it.
     *
     * @param report what that sync did
     */
    record Done(SyncReport report) implements SyncState {}

    /**
     * The last sync could not finish; the index stays as it was.
     *
     * @param reason what was expected, what was found and what to do
     */
    record Failed(String reason) implements SyncState {}
}
