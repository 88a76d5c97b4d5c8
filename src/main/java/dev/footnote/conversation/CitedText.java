package dev.footnote.conversation;

import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import java.util.List;

/**
 * The text of a document that an answer cites, and how it was set in the original.
 *
 * @param text the whole text
 * @param headings its headings in reading order
 * @param markup how ranges of the text were set, an outer one before those within it
 */
public record CitedText(String text, List<Heading> headings, List<Markup> markup) {

    public CitedText {
        headings = List.copyOf(headings);
        markup = List.copyOf(markup);
    }
}
