package dev.footnote.generation;

import dev.footnote.generation.GenerationException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a call of a language model came to nothing, or to an end too early.
 *
 * @param kind what kind of failure it is
 * @param message what was expected, what was found and what to do
 * @param retryAfter when the provider says it may work again; null: it has not said
 * @param transitory whether the same call may work if it is made again at once
 */
record UpstreamFailure(Kind kind, String message, @Nullable Duration retryAfter, boolean transitory) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    /** Anthropic's word for 503. */
    private static final int SITE_OVERLOADED = 529;

    static UpstreamFailure of(Kind kind, String message) {
        return new UpstreamFailure(kind, message, null, false);
    }

    /** Returns what a status other than 200 means. */
    static UpstreamFailure ofStatus(String where, int status, String reason, @Nullable String retryAfter) {
        String says = where + " answered with status " + status + (reason.isEmpty() ? "" : ": " + reason) + ". ";
        return switch (status) {
            case UNAUTHORIZED, FORBIDDEN ->
                of(
                        Kind.REFUSED,
                        says + "It must be given a key that it accepts: check footnote.generation.key or key-file.");
            case NOT_FOUND ->
                of(Kind.REFUSED, says + "Check footnote.generation.model and base-url, which mostly ends in /v1.");
            case REQUEST_TIMEOUT, GATEWAY_TIMEOUT -> of(Kind.TIMED_OUT, says + "Ask again.");
            case TOO_MANY_REQUESTS, UNAVAILABLE, SITE_OVERLOADED ->
                new UpstreamFailure(Kind.OVERLOADED, says + "Ask again later.", wait(retryAfter), true);
            case SERVER_ERROR, BAD_GATEWAY -> new UpstreamFailure(Kind.BROKEN, says + "Ask again.", null, true);
            default -> {
                if (status >= SERVER_ERROR) {
                    yield of(Kind.BROKEN, says + "Ask again.");
                }
                yield of(
                        Kind.REFUSED,
                        says
                                + (status >= BAD_REQUEST
                                        ? "Check footnote.generation: it does not take these settings."
                                        : "It leads elsewhere, which is not followed: set footnote.generation.base-url to where it leads."));
            }
        };
    }

    /** Returns what a failure of the connection means. */
    static UpstreamFailure ofConnection(String where, Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SSLException) {
                return of(
                        Kind.UNREACHABLE,
                        where + " was reached, but its certificate or its TLS is not accepted: " + each.getMessage()
                                + ". Check footnote.generation.base-url, or have Java trust the certificate.");
            }
            if (each instanceof UnknownHostException || each instanceof UnresolvedAddressException) {
                return of(
                        Kind.UNREACHABLE,
                        where + " is not known to this machine's name service. Check footnote.generation.base-url.");
            }
            if (each instanceof HttpConnectTimeoutException) {
                return of(
                        Kind.UNREACHABLE,
                        where + " could not be connected to within footnote.generation.connect-timeout. Check"
                                + " footnote.generation.base-url and whether it runs.");
            }
            if (each instanceof ConnectException) {
                return new UpstreamFailure(
                        Kind.UNREACHABLE,
                        where + " takes no connection. Check footnote.generation.base-url and whether it runs.",
                        null,
                        true);
            }
        }
        boolean lost = cause instanceof IOException;
        return new UpstreamFailure(
                Kind.BROKEN, where + " closed the connection before it answered. Ask again.", null, lost);
    }

    /** A number of seconds or a date, as RFC 9110 has it; whatever else is there says nothing. */
    private static @Nullable Duration wait(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        Duration wait;
        try {
            wait = retryAfter.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException e) {
            return null; // garbage is as good as nothing, and nothing to tell anybody
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    GenerationException exception() {
        return new GenerationException(kind, message, retryAfter, null);
    }
}
