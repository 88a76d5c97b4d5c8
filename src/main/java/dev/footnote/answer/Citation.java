package dev.footnote.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a document on which a sentence of an answer rests. In an {@link Answer} that has left the assistant, the quote stands at
 * {@code [start, end)} in the text with that content hash, character by character.
 *
 * @param index the footnote's number, from 1
 * @param documentId the document's id
 * @param collection the collection it belongs to
 * @param path its path relative to the collection's folder
 * @param contentHash SHA-256 of the text the offsets refer to
 * @param title what people call the document
 * @param uri where its original can be read, if it has told so
 * @param headingPath the headings that lead to the quote, outermost first
 * @param page the page it stands on, from 1, where the format has pages
 * @param start offset of the quote's first character, in UTF-16 code units
 * @param end offset after its last character
 * @param quote the words themselves
 * @param sentence which sentence of the answer it supports, from 0; -1 for a passage that supports none
 */
public record Citation(
        int index,
        String documentId,
        String collection,
        String path,
        String contentHash,
        String title,
        @Nullable String uri,
        List<String> headingPath,
        @Nullable Integer page,
        int start,
        int end,
        String quote,
        int sentence) {

    public Citation {
        headingPath = List.copyOf(headingPath);
    }
}
