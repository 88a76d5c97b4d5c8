package dev.footnote.corpus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Notes which ranges of a text that is being put together are marked up, and how. A range begins with its first word and ends with its
 * last, in whatever blocks these are: offsets are taken within the block at hand, and turned into the text's when the block is done.
 */
final class MarkupRecorder {

    /** Ranges within one another beyond which more are left out: nobody sees them, and a hostile document costs its readers by depth. */
    private static final int DEEPEST = 24;

    /** Ranges of one document beyond which more are left out. */
    private static final int MOST = 100_000;

    private static final int NOT_YET = -1;

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Open> ended = new ArrayList<>();
    private final List<Open> done = new ArrayList<>();
    private int begun;

    /** A range whose place is not wholly known yet. */
    private static final class Open {
        private final int number;
        private final Markup.Kind kind;
        private final @Nullable String target;
        private final boolean leftOut;
        private boolean beforeMarker;
        private int startInBlock = NOT_YET;
        private int endInBlock = NOT_YET;
        private int start = NOT_YET;
        private int end = NOT_YET;

        Open(int number, Markup.Kind kind, @Nullable String target, boolean leftOut) {
            this.number = number;
            this.kind = kind;
            this.target = target;
            this.leftOut = leftOut;
        }

        boolean hasWords() {
            return start != NOT_YET || startInBlock != NOT_YET;
        }
    }

    /**
     * Begins a range within whatever ranges are open.
     *
     * @param at how long the block is
     */
    void begin(Markup.Kind kind, @Nullable String target, int at) {
        boolean twice = kind.compareTo(Markup.Kind.STRONG) >= 0 && open.stream().anyMatch(other -> other.kind == kind);
        Open range = new Open(begun, kind, target, twice || open.size() >= DEEPEST || begun >= MOST);
        if (!range.leftOut) {
            begun++;
        }
        open.push(range);
        if (kind.isCell()) {
            words(at); // an empty cell is one, too
        }
    }

    /** Notes that a list item's bullet or number will stand before the next words: what is open by now holds it as well. */
    void marker() {
        for (Open range : open) {
            range.beforeMarker |= !range.hasWords();
        }
    }

    /**
     * Notes that words are about to be added.
     *
     * @param at how long the block is
     */
    void words(int at) {
        for (Open range : open) {
            if (range.hasWords()) {
                return; // and so have those around it
            }
            range.startInBlock = at;
        }
    }

    /**
     * Ends the innermost range.
     *
     * @param at how long the block is
     * @param length how long the text before it is
     */
    void end(int at, int length) {
        Open range = open.pop();
        if (range.leftOut || !range.hasWords()) {
            return;
        }
        if (at == 0 && range.start != NOT_YET) {
            range.end = length;
            done.add(range);
        } else {
            range.endInBlock = at;
            ended.add(range);
        }
    }

    /**
     * Notes that a block without words was thrown away.
     *
     * @param length how long the text is
     */
    void dropped(int length) {
        open.forEach(range -> range.startInBlock = NOT_YET);
        for (Open range : ended) {
            if (range.start != NOT_YET) {
                range.end = length;
                done.add(range);
            }
        }
        ended.clear();
    }

    /**
     * Notes that a block has become part of the text.
     *
     * @param marker where in the text the item's bullet or number begins, if there is one, or else the block
     * @param offset gives for an offset in the block the one in the text
     */
    void placed(int marker, IntUnaryOperator offset) {
        open.forEach(range -> place(range, marker, offset));
        for (Open range : ended) {
            place(range, marker, offset);
            range.end = offset.applyAsInt(range.endInBlock);
            done.add(range);
        }
        ended.clear();
    }

    private static void place(Open range, int marker, IntUnaryOperator offset) {
        if (range.start == NOT_YET && range.startInBlock != NOT_YET) {
            range.start = range.beforeMarker ? marker : offset.applyAsInt(range.startInBlock);
        }
    }

    /** Returns what has ended so far, an outer range before those within it. */
    List<Markup> markup() {
        return done.stream()
                .filter(range -> range.start < range.end || range.kind.isCell())
                .sorted(Comparator.comparingInt(range -> range.number))
                .map(range -> new Markup(range.start, Math.max(range.start, range.end), range.kind, range.target))
                .toList();
    }
}
