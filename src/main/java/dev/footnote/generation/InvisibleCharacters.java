package dev.footnote.generation;

/**
 * Characters that are not seen and can hide a text from people, or turn its order round: controls, marks of direction, zero-width spaces,
 * Unicode tags, private use and unpaired surrogates. The joiners that Persian, Indic scripts and emoji need stay.
 */
final class InvisibleCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int FIRST_HIDDEN_SELECTOR = 0xE0100;
    private static final int LAST_HIDDEN_SELECTOR = 0xE01EF;

    private InvisibleCharacters() {}

    static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\n' && codePoint != '\t';
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER && codePoint != ZERO_WIDTH_NON_JOINER;
            case Character.PRIVATE_USE, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> codePoint >= FIRST_HIDDEN_SELECTOR && codePoint <= LAST_HIDDEN_SELECTOR;
        };
    }

    /** Returns a text without them. */
    static String stripped(String text) {
        StringBuilder stripped = new StringBuilder(text.length());
        text.codePoints().filter(codePoint -> !is(codePoint)).forEach(stripped::appendCodePoint);
        return stripped.toString();
    }
}
