package dev.footnote.generation;

/** Follows Markdown character by character and tells what stands between backticks, or between lines of three. */
final class CodeSpans {

    private static final int FENCE = 3;

    private int ticks;
    private boolean fenced;
    private boolean inline;
    private boolean lineStart = true;
    private boolean fenceLine;

    /** Tells whether the next character stands within code. */
    boolean isInside() {
        return fenced || inline;
    }

    /** Follows one character. */
    void pass(char c) {
        if (c == '`') {
            ticks++;
            return;
        }
        if (ticks >= FENCE && lineStart) {
            fenced = !fenced;
            inline = false;
            fenceLine = true;
        } else if (ticks > 0 && ticks < FENCE && !fenced) {
            inline = !inline;
        }
        if (ticks > 0) {
            lineStart = false;
        }
        ticks = 0;
        if (c == '\n') {
            lineStart = true;
            inline = false; // a lone backtick in a text must not make the rest of it code
            fenceLine = false;
        } else if (!Character.isWhitespace(c)) {
            lineStart = lineStart && fenceLine;
        }
    }
}
