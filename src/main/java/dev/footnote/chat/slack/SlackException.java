package dev.footnote.chat.slack;

import dev.footnote.chat.ChannelException;
import org.jspecify.annotations.Nullable;

/** Slack did not do what it was asked for. */
final class SlackException extends ChannelException {

    /** Stands for an answer that did not come, so that nobody knows whether it was done. */
    static final String UNKNOWN_OUTCOME = "unknown_outcome";

    /** Slack asks us to come again later. */
    static final String RATE_LIMITED = "ratelimited";

    private final String error;

    /** @param error Slack's word for what went wrong, or one of ours */
    SlackException(String method, String error, @Nullable Throwable cause) {
        super("Slack's " + method + " failed: " + error, cause);
        this.error = error;
    }

    String error() {
        return error;
    }

    /** Tells whether the same call may well be taken a little later. */
    boolean isPassing() {
        return error.equals(UNKNOWN_OUTCOME) || error.equals(RATE_LIMITED) || error.startsWith("http_5");
    }
}
