package dev.footnote.access;

/** What a key is good for. None of them includes another. */
public enum KeyScope {
    /** Asking, conversations, feedback, and reading the documents. */
    ASK,
    /** Finding passages, and reading the documents. */
    SEARCH,
    /** Changing what is indexed. */
    INGEST,
    /** Reports, and what people thought of answers. */
    ADMIN,
    /** Standing in a web page, for everyone to read: it is exchanged for a visitor's token, from the pages it names. */
    WIDGET
}
