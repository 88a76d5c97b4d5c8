package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a text's paragraphs, list items, table rows and the like end. A blank line always ends one. A single line end does,
 * unless it only wraps a line: in a block whose lines are wrapped at some width, each line is as long as the width lets it be.
 */
final class ParagraphSplitter {

    private static final int WIDEST_WRAP = 120;
    private static final int NARROWEST_WRAP = 30;
    private static final int PLAIN_WRAP = 60;
    private static final int TELLING_LINES = 4;

    private ParagraphSplitter() {}

    /** Returns the paragraphs in order, without white space around them. Every other character lies in exactly one. */
    static List<Span> split(String text) {
        List<Span> paragraphs = new ArrayList<>();
        List<Span> block = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            Span line = Whitespace.trim(text, start, end);
            if (line.length() > 0) {
                block.add(line);
            } else {
                joinLines(text, block, paragraphs);
            }
            start = end + 1;
        }
        joinLines(text, block, paragraphs);
        return paragraphs;
    }

    private static void joinLines(String text, List<Span> lines, List<Span> paragraphs) {
        if (lines.isEmpty()) {
            return;
        }
        int width = wrapWidth(text, lines);
        Span current = lines.getFirst();
        for (int i = 1; i < lines.size(); i++) {
            Span line = lines.get(i);
            if (continues(text, lines.get(i - 1), line, width)) {
                current = new Span(current.start(), line.end());
            } else {
                paragraphs.add(current);
                current = line;
            }
        }
        paragraphs.add(current);
        lines.clear();
    }

    /** Returns the width at which the lines are wrapped, 0 if they are not. */
    private static int wrapWidth(String text, List<Span> lines) {
        int width = lines.stream().mapToInt(Span::length).max().orElse(0);
        if (width > WIDEST_WRAP || width < (lines.size() < TELLING_LINES ? PLAIN_WRAP : NARROWEST_WRAP)) {
            return 0;
        }
        int filled = 0;
        int ends = 0;
        for (int i = 1; i < lines.size(); i++) {
            if (!beginsItem(text, lines.get(i))) {
                ends++;
                filled += fills(text, lines.get(i - 1), lines.get(i), width) ? 1 : 0;
            }
        }
        return filled * 4 >= ends * 3 ? width : 0;
    }

    private static boolean continues(String text, Span before, Span line, int width) {
        if (beginsItem(text, line) || isRow(text, before) || isRow(text, line)) {
            return false;
        }
        if (fills(text, before, line, width)) {
            return true;
        }
        return before.length() >= NARROWEST_WRAP
                && Character.isLowerCase(text.codePointAt(line.start()))
                && !Terminators.endsWithOne(text, before);
    }

    /** Tells whether the line's first word had no room at the end of the line before. */
    private static boolean fills(String text, Span before, Span line, int width) {
        int word = line.start();
        while (word < line.end() && !Whitespace.is(text.charAt(word))) {
            word++;
        }
        return before.length() + 1 + word - line.start() > width && width > 0;
    }

    private static boolean isRow(String text, Span line) {
        int bar = text.indexOf(" | ", line.start());
        return bar >= 0 && bar < line.end();
    }

    /** Tells whether the line begins with a bullet, or with a number and a full stop or bracket. */
    private static boolean beginsItem(String text, Span line) {
        int i = line.start();
        if ("-*+\u2022\u2023\u25AA\u25CF\u2013\u2014".indexOf(text.charAt(i)) >= 0) {
            return i + 1 < line.end() && Whitespace.is(text.charAt(i + 1));
        }
        while (i < line.end() && i - line.start() < 4 && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i > line.start()
                && i + 1 < line.end()
                && (text.charAt(i) == '.' || text.charAt(i) == ')')
                && Whitespace.is(text.charAt(i + 1));
    }
}
