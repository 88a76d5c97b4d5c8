package dev.footnote.index.lucene;

import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.EncodedPassage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what callers hand in; each message names what must be and what was found. */
final class Arguments {

    /** How far a vector's length may be from 1: far more than rounding, far less than a vector that was not normalised. */
    private static final double LENGTH_TOLERANCE = 1e-3;

    private Arguments() {}

    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, got " + limit);
        }
    }

    static void checkDocument(Document document, List<EncodedPassage> passages, int dimension) {
        String hash = ContentHash.of(document.text());
        if (!hash.equals(document.contentHash())) {
            throw new IllegalArgumentException("the content hash of " + document.path() + " must be that of its text, "
                    + hash + ", got " + document.contentHash());
        }
        Set<Integer> starts = new HashSet<>();
        for (EncodedPassage encoded : passages) {
            Passage passage = encoded.passage();
            checkSlice(document, passage);
            if (!starts.add(passage.start())) {
                throw new IllegalArgumentException("passages of a document must start at different offsets, got two at "
                        + passage.start() + " in " + document.path());
            }
            checkVector(encoded.vector(), dimension, "passage " + passage.id());
        }
    }

    /** @param what what the vector belongs to, for the message */
    static void checkVector(float[] vector, int dimension, String what) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "the vector of " + what + " must have " + dimension + " components, got " + vector.length);
        }
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(
                        "the vector of " + what + " must have finite components, got " + vector[i] + " at " + i);
            }
            square += (double) vector[i] * vector[i];
        }
        double length = Math.sqrt(square);
        if (Math.abs(length - 1) > LENGTH_TOLERANCE) {
            throw new IllegalArgumentException("the vector of " + what + " must be of length 1, got " + length);
        }
    }

    private static void checkSlice(Document document, Passage passage) {
        if (!passage.documentId().equals(document.id())) {
            throw new IllegalArgumentException("a passage must belong to the document " + document.id()
                    + " it is stored with, got one of " + passage.documentId());
        }
        if (passage.end() > document.text().length() || !document.text().startsWith(passage.text(), passage.start())) {
            throw new IllegalArgumentException("passage " + passage.id() + " must equal the text of " + document.path()
                    + " at [" + passage.start() + ", " + passage.end() + "), got other text");
        }
    }
}
