package dev.footnote.generation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A language model wrote nothing. The message says what was expected, what was found and what to do, and names no secret. */
public final class GenerationException extends RuntimeException {

    /** What kind of failure it was. */
    public enum Kind {
        /** No connection: the name, the address, the port or the certificate is wrong, or nobody answers there. */
        UNREACHABLE,
        /** The model's provider refuses the key, the model or the request: the configuration is to be changed. */
        REFUSED,
        /** Too much was asked of the provider: later it may work. */
        OVERLOADED,
        /** Nothing came in time. */
        TIMED_OUT,
        /** What came was no answer: an error, another page, nothing. */
        BROKEN,
        /** Nobody waited for the answer any more. */
        CANCELLED
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** @param retryAfter when the provider says it may work again, as far as it does */
    public GenerationException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** Returns what kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** Returns when the provider says it may work again; null: it has not said. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
