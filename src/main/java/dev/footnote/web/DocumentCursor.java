package dev.footnote.web;

import dev.footnote.index.DocumentPosition;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The opaque cursor of the list of documents: collection and path of the last one shown. */
final class DocumentCursor {

    private DocumentCursor() {}

    static String of(DocumentPosition last) {
        byte[] position = (last.collection() + "\0" + last.path()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position);
    }

    static Optional<DocumentPosition> parse(@Nullable String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int separator = position.indexOf('\0');
            if (separator > 0 && separator == position.lastIndexOf('\0') && separator < position.length() - 1) {
                return Optional.of(
                        new DocumentPosition(position.substring(0, separator), position.substring(separator + 1)));
            }
        } catch (IllegalArgumentException e) {
            // Not base64: the same mistake of the caller as a cursor without a separator
        }
        throw new ProblemException(
                HttpStatus.BAD_REQUEST, "cursor must be a next_cursor of this list, but it is something else.");
    }
}
