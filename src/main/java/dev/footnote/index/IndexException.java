package dev.footnote.index;

/** Thrown when an index cannot be read or written. The message says what was found and what to do. */
public sealed class IndexException extends RuntimeException permits IndexDamagedException, IndexLockedException {

    /** Makes one with what was found, what to do, and what the storage said. */
    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Makes one with what was found and what to do. */
    public IndexException(String message) {
        super(message);
    }
}
