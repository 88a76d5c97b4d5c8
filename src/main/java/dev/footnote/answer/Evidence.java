package dev.footnote.answer;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import java.util.List;

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

    /** Returns the headings that lead to the words, without one that only repeats the title. */
    public List<String> headingPath() {
        List<String> path = document.headingPathAt(span.start());
        boolean repeats = !path.isEmpty() && path.getFirst().equals(document.title());
        return repeats ? path.subList(1, path.size()) : path;
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
                headingPath(),
                null,
                span.start(),
                span.end(),
                quote(),
                sentence);
    }
}
