package dev.footnote.store;

import org.jspecify.annotations.Nullable;

/** The database failed. The message says how and what to do, and names no secret. */
public final class StoreException extends RuntimeException {

    /** Makes one with its message. */
    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
