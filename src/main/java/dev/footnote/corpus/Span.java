package dev.footnote.corpus;

/**
 * A slice {@code [start, end)} of a text, in UTF-16 code units.
 *
 * @param start offset of the first character
 * @param end offset after the last character
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("a span must have 0 <= start <= end, got [" + start + ", " + end + ")");
        }
    }

    /** Returns the number of code units in the span. */
    public int length() {
        return end - start;
    }

    /** Tells whether {@code other} lies wholly within this span. */
    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /** Tells whether the two spans share at least one code unit. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** Returns the slice of {@code text} that the span covers. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
