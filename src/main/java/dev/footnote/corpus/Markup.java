package dev.footnote.corpus;

import org.jspecify.annotations.Nullable;

/**
 * How a range of a document's text was set in its original. The text holds no markup, and these ranges hold no text: whoever shows a
 * document can set it as its author did without any of the author's markup, and every character keeps its offset. Ranges of one
 * document lie side by side or within one another, never across.
 *
 * @param start offset of its first character
 * @param end offset after its last character; equal to {@code start} only for a table's empty cell
 * @param kind what it is
 * @param target where a {@link Kind#LINK} leads, an absolute address on the web; null for all else
 */
public record Markup(
        int start, int end, Kind kind, @Nullable String target) {

    /** What a range is. */
    public enum Kind {
        /** Quoted paragraphs. */
        QUOTE,
        /** A list, of items. */
        LIST,
        /** A list's item; the text begins with its bullet or number, behind the spaces that indent it. */
        ITEM,
        /** A table, of rows. */
        TABLE,
        /** A table's row, of cells with {@code " | "} between them. */
        ROW,
        /** A cell that names its row or column. */
        HEADER_CELL,
        /** A cell. */
        CELL,
        /** Lines whose white space counts. */
        CODE_BLOCK,
        /** Words of strong importance. */
        STRONG,
        /** Words that are stressed. */
        EMPHASIS,
        /** Words of code. */
        CODE,
        /** Words that link to somewhere. */
        LINK;

        boolean isCell() {
            return this == CELL || this == HEADER_CELL;
        }
    }

    public Markup {
        if (start < 0 || end < start || (end == start && !kind.isCell())) {
            throw new IllegalArgumentException("markup must have 0 <= start < end (or an empty cell), got " + kind
                    + " at [" + start + ", " + end + ")");
        }
        if ((kind == Kind.LINK) != (target != null)) {
            throw new IllegalArgumentException(
                    "a link, and nothing else, must have a target, got " + kind + " to " + target);
        }
    }
}
