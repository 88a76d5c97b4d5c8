package dev.footnote.corpus;

/** Thrown inside this package where a file gives no document; {@link CorpusFolder} makes it a {@link ReadOutcome.Unreadable}. */
final class UnreadableFileException extends Exception {

    /** @param reason a sentence for people: what was expected, what was found, what to do */
    UnreadableFileException(String reason) {
        super(reason);
    }

    /** Returns the sentence for people. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
