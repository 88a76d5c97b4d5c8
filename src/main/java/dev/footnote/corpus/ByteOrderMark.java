package dev.footnote.corpus;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes at the beginning of a file that tell its charset.
 *
 * @param charset what they tell
 * @param length how many they are
 */
record ByteOrderMark(Charset charset, int length) {

    /** Returns the mark that {@code content} begins with, or null. */
    static @Nullable ByteOrderMark of(byte[] content) {
        if (begins(content, 0xEF, 0xBB, 0xBF)) {
            return new ByteOrderMark(StandardCharsets.UTF_8, 3);
        }
        // Before UTF-16, whose mark is the beginning of this one
        if (begins(content, 0xFF, 0xFE, 0, 0)) {
            return new ByteOrderMark(Charset.forName("UTF-32LE"), 4);
        }
        if (begins(content, 0, 0, 0xFE, 0xFF)) {
            return new ByteOrderMark(Charset.forName("UTF-32BE"), 4);
        }
        if (begins(content, 0xFF, 0xFE)) {
            return new ByteOrderMark(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(content, 0xFE, 0xFF)) {
            return new ByteOrderMark(StandardCharsets.UTF_16BE, 2);
        }
        return null;
    }

    static boolean begins(byte[] content, int... bytes) {
        if (content.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (Byte.toUnsignedInt(content[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
