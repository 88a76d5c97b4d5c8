package dev.footnote.corpus;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells text from what only carries a text file's extension. */
final class BinaryContent {

    private static final int SAMPLE = 64 * 1024;

    private BinaryContent() {}

    /** Returns UTF-16 in the byte order in which nearly every high byte of the beginning, and hardly any low byte, is zero, or null. */
    static @Nullable Charset wideCharset(byte[] content) {
        int pairs = Math.min(content.length, SAMPLE) / 2;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += content[2 * i] == 0 ? 1 : 0;
            odd += content[2 * i + 1] == 0 ? 1 : 0;
        }
        if (pairs < 2 || content.length % 2 != 0) {
            return null;
        }
        if (odd >= 0.7 * pairs && even <= 0.01 * pairs) {
            return StandardCharsets.UTF_16LE;
        }
        return even >= 0.7 * pairs && odd <= 0.01 * pairs ? StandardCharsets.UTF_16BE : null;
    }

    /** Does nothing for text in a charset of single bytes or UTF-8. */
    static void reject(byte[] content) throws UnreadableFileException {
        String kind = magic(content);
        if (kind != null) {
            throw new UnreadableFileException("It should be text, judging by its extension, but is " + kind
                    + ". Give it the extension of what it is, or take it out of the folder.");
        }
        int controls = 0;
        for (byte b : content) {
            if (b == 0) {
                throw binary("zero bytes");
            }
            if (b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1B) {
                controls++;
            }
        }
        if (controls > content.length / 10) {
            throw binary("mostly control characters");
        }
    }

    private static UnreadableFileException binary(String found) {
        return new UnreadableFileException("It should be text, judging by its extension, but looks binary: it holds "
                + found + ". Save it as UTF-8 text, or take it out of the folder.");
    }

    private static @Nullable String magic(byte[] content) {
        if (ByteOrderMark.begins(content, '%', 'P', 'D', 'F', '-')) {
            return "a PDF";
        }
        if (ByteOrderMark.begins(content, 'P', 'K', 3, 4)) {
            return "a ZIP archive or an Office file";
        }
        if (ByteOrderMark.begins(content, 0xD0, 0xCF, 0x11, 0xE0)) {
            return "an old Office file";
        }
        if (ByteOrderMark.begins(content, 0x1F, 0x8B)) {
            return "a gzip archive";
        }
        boolean picture = ByteOrderMark.begins(content, 0x89, 'P', 'N', 'G')
                || ByteOrderMark.begins(content, 0xFF, 0xD8, 0xFF)
                || ByteOrderMark.begins(content, 'G', 'I', 'F', '8');
        return picture ? "a picture" : null;
    }
}
