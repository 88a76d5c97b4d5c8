package dev.footnote.inference;

/** Thrown when a local model cannot be loaded or run. The message names the file, what was expected and what was found. */
public final class ModelException extends RuntimeException {

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
