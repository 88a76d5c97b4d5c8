package dev.footnote.answer;

/** What became of a question. */
public enum AnswerStatus {
    /** The documents answer it. */
    ANSWERED,
    /** The documents answer a part of it. */
    PARTIAL,
    /** The documents do not answer it, as far as the evidence shows. */
    NOT_FOUND,
    /** It was small talk: nothing was searched. */
    CONVERSATIONAL
}
