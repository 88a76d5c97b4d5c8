package dev.footnote.generation;

import org.jspecify.annotations.Nullable;

/** A prompt's template is missing or wrong. The message names the file, what was expected, what was found and what to do. */
public final class PromptException extends IllegalArgumentException {

    PromptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
