package dev.footnote.generation;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as their specification has it (WHATWG HTML, 9.2.6), and no more than {@link #LARGEST} bytes for one: LangChain4j's
 * own reader takes a line as long as the memory allows. Invalid UTF-8 becomes U+FFFD.
 */
final class EventReader {

    /** The most bytes of one event. */
    static final int LARGEST = 1024 * 1024;

    private static final int BUFFER = 8192;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean firstLine = true;
    private boolean afterCarriageReturn;
    private int size;

    EventReader(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the next event that has data.
     *
     * @return null at the end; an event that is cut off there is none
     * @throws TooLargeException if it is too large
     */
    @Nullable
    ServerSentEvent next() throws IOException {
        String name = null;
        StringBuilder data = null;
        size = 0;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return new ServerSentEvent(name, data.toString());
                }
                name = null;
                size = 0;
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            if (field.equals("data")) {
                data = data == null
                        ? new StringBuilder(value)
                        : data.append('\n').append(value);
            } else if (field.equals("event")) {
                name = value;
            } else if (field.isEmpty()) {
                size = data == null ? 0 : size; // comments, however many, are no event
            }
        }
        return null;
    }

    /** Returns the next line without its end; null at the end of the stream, even if a line was begun. */
    private @Nullable String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = read();
        if (afterCarriageReturn && next == '\n') {
            next = read();
        }
        afterCarriageReturn = false;
        while (next != '\n' && next != '\r') {
            if (next < 0) {
                return null;
            }
            bytes.write(next);
            size++;
            if (size > LARGEST) {
                throw new TooLargeException();
            }
            next = read();
        }
        afterCarriageReturn = next == '\r';
        String line = bytes.toString(StandardCharsets.UTF_8);
        boolean marked = firstLine && line.startsWith(BYTE_ORDER_MARK);
        firstLine = false;
        return marked ? line.substring(1) : line;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    /** An event was larger than any that a language model sends. */
    static final class TooLargeException extends IOException {}
}
