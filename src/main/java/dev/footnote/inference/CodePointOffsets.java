package dev.footnote.inference;

/** Turns offsets in code points, which the tokenizers library counts, into offsets in UTF-16 code units, which Java counts. */
final class CodePointOffsets {

    private final String text;
    private int codePoints;
    private int codeUnits;

    CodePointOffsets(String text) {
        this.text = text;
    }

    /** Returns the offset in code units. Cheap where it is called with offsets that, mostly, rise. */
    int toCodeUnits(int codePointOffset) {
        codeUnits = text.offsetByCodePoints(codeUnits, codePointOffset - codePoints);
        codePoints = codePointOffset;
        return codeUnits;
    }
}
