package dev.footnote.corpus;

/**
 * Thrown when a folder of documents as a whole cannot be read. Nothing is then known of its documents: they must be kept as they are,
 * never taken as deleted.
 */
public final class CorpusFolderException extends RuntimeException {

    CorpusFolderException(String message) {
        super(message);
    }

    CorpusFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
