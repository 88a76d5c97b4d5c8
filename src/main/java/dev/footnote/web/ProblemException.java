package dev.footnote.web;

import io.micronaut.http.HttpStatus;

/** Thrown by a controller for a request that it cannot serve. */
final class ProblemException extends RuntimeException {

    private final HttpStatus status;

    /** @param detail what was expected, what was found and what to do */
    ProblemException(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
