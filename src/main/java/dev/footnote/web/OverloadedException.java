package dev.footnote.web;

/** Thrown, at once, for a request beyond the number that is worked on at the same time. */
final class OverloadedException extends RuntimeException {

    OverloadedException(int limit) {
        super("The service is answering " + limit + " questions already. Try again in a moment.");
    }
}
