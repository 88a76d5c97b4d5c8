package dev.footnote.conversation;

/**
 * A document as it was when an answer cited it.
 *
 * @param id the document's id
 * @param collection the collection it belonged to
 * @param path its path there
 * @param title what people called it
 * @param contentHash SHA-256 of the text
 * @param cited its text, and how that was set; without headings and markup where an earlier version of the program kept it
 */
public record CitedDocument(
        String id, String collection, String path, String title, String contentHash, CitedText cited) {}
