package dev.footnote.sync;

/**
 * A file, folder or sidecar that could not be used as it is.
 *
 * @param collection the collection it belongs to
 * @param path its path relative to the collection's folder
 * @param reason what was expected, what was found and what to do
 */
public record SyncProblem(String collection, String path, String reason) {}
