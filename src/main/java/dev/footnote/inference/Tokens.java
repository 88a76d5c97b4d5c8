package dev.footnote.inference;

import java.util.Arrays;

/** The tokens of a text, special ones not included: for each its id, and where it stands in the text in UTF-16 code units. */
final class Tokens {

    private final long[] ids;
    private final int[] starts;
    private final int[] ends;

    Tokens(long[] ids, int[] starts, int[] ends) {
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    int size() {
        return ids.length;
    }

    /** Returns the ids of the tokens from {@code from} to before {@code to}, or to the last if there are fewer. */
    long[] ids(int from, int to) {
        return Arrays.copyOfRange(ids, from, Math.min(to, ids.length));
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }
}
