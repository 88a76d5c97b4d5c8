package dev.footnote.conversation;

/**
 * How often a document is cited.
 *
 * @param collection the collection it belongs to
 * @param path its path relative to the collection's folder
 * @param answers how many answers cite it, at least 1
 */
public record DocumentCitations(String collection, String path, int answers) {}
