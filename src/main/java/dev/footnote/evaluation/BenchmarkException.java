package dev.footnote.evaluation;

/** Thrown for a benchmark folder that is not as it must be. The message names the file, the line and the field. */
public final class BenchmarkException extends RuntimeException {

    BenchmarkException(String message) {
        super(message);
    }

    BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
