package dev.footnote.corpus;

/**
 * A heading within a document's text.
 *
 * @param start offset of its first character
 * @param end offset after its last character
 * @param level its rank, 1 (highest) to 6
 */
public record Heading(int start, int end, int level) {

    public Heading {
        if (start < 0 || end <= start || level < 1 || level > 6) {
            throw new IllegalArgumentException("a heading must have 0 <= start < end and a level from 1 to 6, got ["
                    + start + ", " + end + ") at level " + level);
        }
    }
}
