package dev.footnote.index;

/** Thrown when stored files of an index are missing, cut short or changed. The folder of documents is the truth: index it again. */
public final class IndexDamagedException extends IndexException {

    /** Makes one with the place, what was found there and what to do. */
    public IndexDamagedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Makes one where it was not the storage that found the damage. */
    public IndexDamagedException(String message) {
        super(message);
    }
}
