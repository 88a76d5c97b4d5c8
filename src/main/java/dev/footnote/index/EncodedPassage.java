package dev.footnote.index;

import dev.footnote.corpus.Passage;

/**
 * A passage with its vector, ready to be indexed.
 *
 * @param passage the passage
 * @param vector its unit-length vector; not to be modified afterwards
 */
@SuppressWarnings(
        "ArrayRecordComponent") // compared nowhere, and copying every vector of an index would double its memory
// traffic
public record EncodedPassage(Passage passage, float[] vector) {}
