package dev.footnote.generation;

import org.jspecify.annotations.Nullable;

/**
 * What a language model has written.
 *
 * @param text all of it; equal to the pieces, joined
 * @param end how it came to its end
 * @param interruption where it was cut off, why, for people to read; else null
 */
public record Generated(String text, End end, @Nullable String interruption) {

    /** How a text came to its end. */
    public enum End {
        /** The model said that it had finished. */
        COMPLETE,
        /** It was cut off: a limit, a failure halfway, or an end that the model did not announce. */
        TRUNCATED,
        /** Nobody waited for it any more. */
        CANCELLED
    }
}
