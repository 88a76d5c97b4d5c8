package dev.footnote.answer;

/** How an answer came to its end. */
public enum FinishReason {
    /** It is whole. */
    COMPLETE,
    /** It was cut off before its end. */
    TRUNCATED,
    /** Whoever asked has stopped it. */
    CANCELLED
}
