package dev.footnote.corpus;

import com.ibm.icu.text.Normalizer2;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of files, whatever the locale: where that is not UTF-8, Java shows names in other scripts as question marks, but keeps
 * their bytes, which a URI shows.
 */
final class FileName {

    static final String SIDECAR = ".meta.yaml";

    private FileName() {}

    /** Returns the name in NFC for showing, with U+FFFD where it is not UTF-8. */
    static String of(Path location) {
        return Normalizer2.getNFCInstance().normalize(new String(bytes(location), StandardCharsets.UTF_8));
    }

    /** Returns the name in NFC; null if it is not UTF-8. */
    static @Nullable String exact(Path location) {
        try {
            String name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(location)))
                    .toString();
            return Normalizer2.getNFCInstance().normalize(name);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static Path sidecarOf(Path location) {
        return Path.of(URI.create(withoutSlash(location.toUri().toString()) + SIDECAR));
    }

    /** Returns the extension of the last part of a path, in lower case, without the dot; empty if it has none. */
    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(Path location) {
        String path = withoutSlash(location.toUri().getRawPath());
        String name = path.substring(path.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.write(Integer.parseInt(name, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String withoutSlash(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
