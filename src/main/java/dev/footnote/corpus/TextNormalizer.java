package dev.footnote.corpus;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/**
 * Brings decoded text into the one form that all offsets refer to. The extracted text, not the file, is the truth for quotes: a
 * document is well-formed Unicode in NFC, its lines are separated by {@code \n}, and it holds no control character but {@code \n} and
 * {@code \t}.
 *
 * <ul>
 *   <li>{@code \r\n}, {@code \r}, form feed, vertical tab and Unicode's other line ends become {@code \n};
 *   <li>any other control character becomes a space, so that the words beside it stay apart;
 *   <li>a surrogate without its partner becomes U+FFFD, and U+FEFF is removed;
 *   <li>after 30 combining marks in a row a U+034F stands between them (Unicode's stream-safe format), which bounds the work of NFC;
 *   <li>then NFC. ASCII text with {@code \n} comes out as it went in.
 * </ul>
 */
final class TextNormalizer {

    private static final int MOST_MARKS = 30;
    private static final char GRAPHEME_JOINER = '\u034F';
    private static final char REPLACEMENT = '\uFFFD';

    private TextNormalizer() {}

    static String normalize(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int marks = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~') {
                clean.append(c);
                marks = 0;
                continue;
            }
            int codePoint = text.codePointAt(i);
            marks = codePoint >= 0x300 && UCharacter.getCombiningClass(codePoint) != 0 ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                clean.append(GRAPHEME_JOINER);
                marks = 1;
            }
            if (Character.isSupplementaryCodePoint(codePoint)) {
                clean.appendCodePoint(codePoint);
                i++;
            } else if (c == '\r') {
                clean.append('\n');
                if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
            } else if (c != '\uFEFF') {
                clean.append(replacement(c));
            }
        }
        return Normalizer2.getNFCInstance().normalize(clean);
    }

    private static char replacement(char c) {
        return switch (c) {
            case '\n', '\t' -> c;
            case '\u000B', '\f', '\u0085', '\u2028', '\u2029' -> '\n';
            default -> {
                if (Character.isISOControl(c)) {
                    yield ' ';
                }
                yield Character.isSurrogate(c) ? REPLACEMENT : c;
            }
        };
    }
}
