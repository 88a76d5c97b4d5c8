package dev.footnote.corpus;

/** The characters that may end a sentence, and those that may stand between them and the next sentence. */
final class Terminators {

    private static final String FULL_STOPS = ".!?\u2026\u3002\uFF01\uFF1F\uFF0E\u0964\u0965\u061F\u06D4";
    private static final String IDEOGRAPHIC = "\u3002\uFF01\uFF1F\uFF0E\uFF61";
    private static final String CLOSERS = "\"')]}\u00BB\u2019\u201D\u203A\u300D\u300F\u3011\uFF09";
    private static final String OPENERS = "([{\u00AB\u2018\u201C\u2039\u300C\u300E\u3010\uFF08";
    private static final int LONGEST_MARK = 12;

    private Terminators() {}

    static boolean is(char c) {
        return FULL_STOPS.indexOf(c) >= 0;
    }

    /** Tells whether sentences that end with this character follow one another without a space. */
    static boolean isIdeographic(char c) {
        return IDEOGRAPHIC.indexOf(c) >= 0;
    }

    static boolean isCloser(char c) {
        return CLOSERS.indexOf(c) >= 0;
    }

    static boolean isOpener(char c) {
        return OPENERS.indexOf(c) >= 0;
    }

    /** Tells whether the span ends with a terminator, a colon or a semicolon, perhaps followed by closing quotes and brackets. */
    static boolean endsWithOne(String text, Span span) {
        int last = span.end() - 1;
        while (last > span.start() && isCloser(text.charAt(last))) {
            last--;
        }
        char c = text.charAt(last);
        return is(c) || c == ':' || c == ';' || c == '\uFF1A';
    }

    /**
     * Returns the offset after all that belongs to the sentence whose terminator stands before {@code offset}: more terminators,
     * closing quotes and brackets, and marks of citations such as {@code [12]} or a raised number.
     */
    static int skipFollowing(String text, int offset, int limit) {
        int i = offset;
        while (i < limit) {
            char c = text.charAt(i);
            if (is(c) || isCloser(c) || isRaised(c)) {
                i++;
            } else if (c == '[') {
                int end = markEnd(text, i, limit);
                if (end < 0) {
                    return i;
                }
                i = end;
            } else {
                return i;
            }
        }
        return i;
    }

    private static int markEnd(String text, int open, int limit) {
        for (int i = open + 1; i < Math.min(limit, open + 1 + LONGEST_MARK); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return i > open + 1 ? i + 1 : -1;
            }
            if (c == '[' || c == '\n') {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isRaised(char c) {
        return c == '\u00B9' || c == '\u00B2' || c == '\u00B3' || (c >= '\u2070' && c <= '\u2079');
    }
}
