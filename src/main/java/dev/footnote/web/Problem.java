package dev.footnote.web;

import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;

/**
 * An error on the wire, as RFC 9457 has it.
 *
 * @param type what kind of problem it is; {@code about:blank}: what the status says
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was expected, what was found and what to do
 */
@Serdeable
record Problem(String type, String title, int status, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(HttpStatus status, String detail) {
        return new Problem("about:blank", status.getReason(), status.getCode(), detail);
    }
}
