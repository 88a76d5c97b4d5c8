package dev.footnote.corpus;

import com.ibm.icu.lang.UCharacter;

/** What counts as white space wherever text is cut: the characters with Unicode's property {@code White_Space}, all of them one code unit. */
final class Whitespace {

    private Whitespace() {}

    static boolean is(char character) {
        return character <= ' '
                ? character == ' ' || (character >= '\t' && character <= '\r')
                : character > '~' && UCharacter.isUWhiteSpace(character);
    }

    /** Returns the part of {@code [start, end)} without white space at its ends; empty, at {@code end}, where there is nothing else. */
    static Span trim(CharSequence text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && is(text.charAt(from))) {
            from++;
        }
        while (to > from && is(text.charAt(to - 1))) {
            to--;
        }
        return new Span(from, to);
    }
}
