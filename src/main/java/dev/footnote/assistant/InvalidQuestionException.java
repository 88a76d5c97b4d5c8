package dev.footnote.assistant;

/** Thrown for a question that cannot be asked. The message says what a question must be and what was found. */
public final class InvalidQuestionException extends RuntimeException {

    InvalidQuestionException(String message) {
        super(message);
    }
}
