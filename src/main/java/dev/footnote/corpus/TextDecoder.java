package dev.footnote.corpus;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds out in which charset a file is written: by its byte order mark; else UTF-16 if every other byte is nearly always zero; else
 * UTF-8 if it is valid as that, or all but; else what ICU takes it for; else windows-1252.
 */
final class TextDecoder {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final int SAMPLE = 8000;
    private static final int LEAST_CONFIDENCE = 30;
    private static final int LEAST_LEAD = 15;
    private static final String LATIN = "ISO-8859-1";

    private TextDecoder() {}

    /** Decodes a file that does not name its charset. */
    static DecodedText decode(byte[] content) throws UnreadableFileException {
        ByteOrderMark mark = ByteOrderMark.of(content);
        if (mark != null) {
            return certain(content, mark.length(), mark.charset());
        }
        Charset wide = BinaryContent.wideCharset(content);
        if (wide != null) {
            return certain(content, 0, wide);
        }
        BinaryContent.reject(content);
        try {
            return new DecodedText(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString(),
                    List.of());
        } catch (CharacterCodingException e) {
            return guess(content);
        }
    }

    /** Decodes a file that names its charset; its byte order mark, if it has one, wins. */
    static DecodedText decode(byte[] content, Charset declared) throws UnreadableFileException {
        ByteOrderMark mark = ByteOrderMark.of(content);
        if (mark != null) {
            return certain(content, mark.length(), mark.charset());
        }
        BinaryContent.reject(content);
        return certain(content, 0, declared.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : declared);
    }

    private static DecodedText certain(byte[] content, int offset, Charset charset) {
        String text = new String(content, offset, content.length - offset, charset);
        long lost = text.chars().filter(c -> c == '\uFFFD').count();
        return new DecodedText(text, lost == 0 ? List.of() : List.of(lostCharacters(lost, charset)));
    }

    private static DecodedText guess(byte[] content) {
        DecodedText utf8 = certain(content, 0, StandardCharsets.UTF_8);
        long lost = utf8.text().chars().filter(c -> c == '\uFFFD').count();
        long foreign = utf8.text().chars().filter(c -> c > '~' && c != '\uFFFD').count();
        // In any other charset, bytes above 127 hardly ever form valid UTF-8 by chance
        return foreign >= 4 * lost ? utf8 : certain(content, 0, detect(content));
    }

    private static Charset detect(byte[] content) {
        int first = 0;
        while (first < content.length && content[first] >= 0) {
            first++;
        }
        // ICU looks at the beginning only, so that is moved to where the telling bytes begin
        int from = Math.max(0, Math.min(first - SAMPLE / 2, content.length - SAMPLE));
        byte[] sample = Arrays.copyOfRange(content, from, Math.min(content.length, from + SAMPLE));
        CharsetMatch[] matches = new CharsetDetector().setText(sample).detectAll();
        int latin = 0;
        for (CharsetMatch match : matches) {
            latin = Math.max(
                    latin,
                    match.getName().equals(LATIN) || match.getName().equals("windows-1252")
                            ? match.getConfidence()
                            : 0);
        }
        // In a short text ICU sees hardly a difference between the charsets of Europe; then the most common one is
        // right most often
        if (matches.length == 0 || matches[0].getConfidence() < Math.max(LEAST_CONFIDENCE, latin + LEAST_LEAD)) {
            return WINDOWS_1252;
        }
        return plausible(matches[0].getName()) ? Charset.forName(matches[0].getName()) : WINDOWS_1252;
    }

    private static boolean plausible(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return !upper.equals(LATIN)
                && !upper.startsWith("UTF")
                && !upper.startsWith("IBM")
                && Charset.isSupported(name);
    }

    private static String lostCharacters(long lost, Charset charset) {
        return "It is written in " + charset.name() + ", but holds " + lost
                + (lost == 1 ? " character" : " characters") + " that cannot be read and shows as \uFFFD."
                + " Save it anew as UTF-8 if that matters.";
    }
}
