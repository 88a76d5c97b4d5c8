package dev.footnote.corpus;

/**
 * Something in a corpus folder that no document is read from, though someone may expect it.
 *
 * @param path relative to the folder, separated by {@code /}
 * @param reason a sentence for people: what was expected, what was found, what to do
 */
public record FolderProblem(String path, String reason) {}
