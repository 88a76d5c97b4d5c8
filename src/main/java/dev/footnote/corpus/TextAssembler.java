package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts a document's text together block by block, as readers of marked-up formats come upon it, and records where its headings
 * and its other marked-up ranges stand. Each block is normalised by itself when it ends: normalisation never reaches across a line end, so that offsets taken
 * before a block stay right.
 */
final class TextAssembler {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder block = new StringBuilder();
    private final List<Heading> headings = new ArrayList<>();
    private final MarkupRecorder markup = new MarkupRecorder();
    private String marker = "";
    private int lineEnds;
    private int headingDepth;
    private boolean gap;

    /** Adds words in running text: any white space in or before them counts as one space. */
    void running(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Whitespace.is(c)) {
                gap = true;
            } else {
                if (gap && !block.isEmpty() && !Whitespace.is(block.charAt(block.length() - 1))) {
                    block.append(' ');
                }
                if (gap || i == 0 || Whitespace.is(words.charAt(i - 1))) {
                    markup.words(block.length());
                }
                gap = false;
                block.append(c);
            }
        }
    }

    /** Adds words whose white space counts, unless they are in a heading, which is one line. */
    void preformatted(String words) {
        if (headingDepth > 0) {
            running(words);
            return;
        }
        if (gap && !block.isEmpty()) {
            block.append(' ');
        }
        gap = false;
        if (!words.isEmpty()) {
            markup.words(block.length());
        }
        block.append(words);
    }

    /** Separates two cells of a row. */
    void endCell() {
        gap = false;
        block.append(block.isEmpty() ? "| " : " | ");
    }

    /** Ends a line within a block. */
    void endLine() {
        gap = headingDepth > 0;
        if (headingDepth == 0 && !block.isEmpty()) {
            block.append('\n');
        }
    }

    /** Ends the block, and with it the line. What follows goes on the next line. Within a heading, it only separates words. */
    void endBlock() {
        endBlock(1);
    }

    /** Ends the block. A blank line stands between it and what follows. Within a heading, it only separates words. */
    void endParagraph() {
        endBlock(2);
    }

    private void endBlock(int following) {
        if (headingDepth > 0) {
            gap = true;
        } else {
            flush();
            lineEnds = Math.max(lineEnds, following);
        }
    }

    /** Begins a range of some kind with the next words. */
    void begin(Markup.Kind kind) {
        markup.begin(kind, null, block.length());
    }

    /**
     * Begins a link with the next words.
     *
     * @param target an absolute address on the web
     */
    void beginLink(String target) {
        markup.begin(Markup.Kind.LINK, target, block.length());
    }

    /** Ends the range that was begun last and not ended yet. */
    void end() {
        markup.end(block.length(), text.length());
    }

    /** Begins a list item: {@code itemMarker} comes before the next words, whatever block they are in. */
    void beginItem(String itemMarker) {
        endBlock();
        begin(Markup.Kind.ITEM);
        if (headingDepth == 0) {
            marker = itemMarker;
            markup.marker();
        }
    }

    /** Ends a list item; if it had no words, its marker is dropped. */
    void endItem() {
        end();
        endBlock();
        if (headingDepth == 0) {
            marker = "";
        }
    }

    /** Begins a block that is a heading. One within another is part of it. */
    void beginHeading() {
        endParagraph();
        headingDepth++;
    }

    /**
     * Ends a heading and records it if it has words.
     *
     * @param level its rank, 1 to 6
     */
    void endHeading(int level) {
        headingDepth--;
        if (headingDepth > 0) {
            return;
        }
        int from = text.length() + marker.length();
        flush();
        Span words = Whitespace.trim(text, Math.min(from, text.length()), text.length());
        if (words.length() > 0) {
            headings.add(new Heading(words.start(), words.end(), level));
        }
        lineEnds = 2;
    }

    private void flush() {
        gap = false;
        String written = block.toString();
        String normal = TextNormalizer.normalize(written);
        block.setLength(0);
        Span words = Whitespace.trim(normal, 0, normal.length());
        if (words.length() == 0) {
            markup.dropped(text.length());
            return;
        }
        int start = words.start();
        // Spaces before the first word on its line are the indentation of code
        while (start > 0 && (normal.charAt(start - 1) == ' ' || normal.charAt(start - 1) == '\t')) {
            start--;
        }
        if (!text.isEmpty()) {
            text.repeat('\n', lineEnds);
        }
        int markerAt = text.length();
        text.append(marker);
        int shift = text.length() - start;
        NormalizedOffsets offsets = NormalizedOffsets.between(written, normal);
        int first = start;
        markup.placed(markerAt, at -> shift + character(normal, Math.clamp(offsets.of(at), first, words.end())));
        text.append(normal, start, words.end());
        marker = "";
        lineEnds = 0;
    }

    /** Returns where the character at an offset begins, which may take two places. */
    private static int character(String text, int at) {
        boolean between = at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
        return between ? at - 1 : at;
    }

    /** Returns the text so far; ends the block. */
    String text() {
        flush();
        return text.toString();
    }

    /** Returns the marked-up ranges so far, an outer one before those within it. */
    List<Markup> markup() {
        return markup.markup();
    }

    /** Returns the headings so far, in reading order. */
    List<Heading> headings() {
        return List.copyOf(headings);
    }
}
