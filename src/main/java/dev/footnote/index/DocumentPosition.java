package dev.footnote.index;

/**
 * A place in the list of documents, which is ordered by collection and path.
 *
 * @param collection the name of a collection
 * @param path a path relative to the collection's folder
 */
public record DocumentPosition(String collection, String path) {}
