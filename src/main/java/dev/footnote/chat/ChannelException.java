package dev.footnote.chat;

import org.jspecify.annotations.Nullable;

/** A chat program did not take what was to be shown. The message says how and names no secret. */
public class ChannelException extends RuntimeException {

    /** Makes one with its message. */
    public ChannelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
