package dev.footnote.answer;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;

/**
 * Words of a document that an answer may rest on.
 *
 * @param document the document
 * @param span where the words stand in its text
 */
public record Evidence(Document document, Span span) {

    public Evidence {
        if (span.end() > document.text().length()) {
            throw new IllegalArgumentException("evidence must lie within the text of "
                    + document.text().length() + " characters of " + document.path() + ", got " + span);
        }
    }

    /** Returns the words themselves. */
    public String quote() {
        return span.of(document.text());
    }

    /**
     * Returns the citation of these words.
     *
     * @param index the footnote's number, from 1
     * @param sentence which sentence of the answer they support, from 0, or -1
     */
    public Citation cite(int index, int sentence) {
        return new Citation(
                index,
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                document.title(),
                document.uri(),
                document.headingPathAt(span.start()),
                null,
                span.start(),
                span.end(),
                quote(),
                sentence);
    }
}
