package dev.footnote.corpus;

/**
 * A slice of a document's text: the unit of retrieval. {@code text} equals {@code document.text().substring(start, end)} to the letter.
 *
 * @param documentId the id of its document
 * @param start offset of its first character in the document's text
 * @param end offset after its last character
 * @param text the slice itself
 */
public record Passage(String documentId, int start, int end, String text) {

    public Passage {
        if (start < 0 || end - start != text.length()) {
            throw new IllegalArgumentException("a passage's offsets must fit its text of " + text.length()
                    + " characters, got [" + start + ", " + end + ")");
        }
    }

    /** Returns the passage of {@code document} at {@code span}. */
    public static Passage of(Document document, Span span) {
        return new Passage(document.id(), span.start(), span.end(), span.of(document.text()));
    }

    /** Returns the passage's id: its document's id and its start offset. */
    public String id() {
        return documentId + "-" + start;
    }

    /** Returns where the passage stands in its document. */
    public Span span() {
        return new Span(start, end);
    }
}
