package dev.footnote.index;

/** Thrown when an index is opened for writing while another writer, of this or another process, has it open. */
public final class IndexLockedException extends IndexException {

    /** Makes one with the place and what to do. */
    public IndexLockedException(String message, Throwable cause) {
        super(message, cause);
    }
}
