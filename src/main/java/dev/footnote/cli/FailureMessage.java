package dev.footnote.cli;

import java.net.BindException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds, in a failure wrapped by frameworks, the sentence that was written for people. */
final class FailureMessage {

    private static final int DEEPEST = 50;

    private FailureMessage() {}

    /** Returns the message of the innermost cause that speaks to people; empty where none does. */
    static Optional<String> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .flatMap(cause -> spoken(cause).stream())
                .reduce((outer, inner) -> inner);
    }

    private static Optional<String> spoken(Throwable cause) {
        if (cause instanceof BindException) {
            return Optional.of("The port is in use by another program: choose another with --port, or stop the other"
                    + " program. (" + cause.getMessage() + ")");
        }
        boolean ours = cause.getClass().getName().startsWith("dev.footnote.");
        boolean configuration = cause instanceof IllegalArgumentException
                && cause.getMessage() != null
                && cause.getMessage().startsWith("footnote.");
        return ours || configuration ? Optional.ofNullable(cause.getMessage()) : Optional.empty();
    }
}
