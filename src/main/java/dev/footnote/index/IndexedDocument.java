package dev.footnote.index;

/**
 * What a writer knows of a document that is committed.
 *
 * @param collection the collection it belongs to
 * @param path its path relative to the collection's folder
 * @param fingerprint its {@link dev.footnote.corpus.Document#fingerprint() fingerprint}
 */
public record IndexedDocument(String collection, String path, String fingerprint) {}
