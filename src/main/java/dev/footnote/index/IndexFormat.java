package dev.footnote.index;

/**
 * The part of a {@link Manifest} that the implementation of the index decides.
 *
 * @param schema version of the stored fields
 * @param analyzer version of the word analysis
 */
public record IndexFormat(int schema, String analyzer) {}
