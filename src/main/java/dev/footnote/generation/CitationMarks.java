package dev.footnote.generation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes citation marks out of what a language model writes, while it writes. Asked for {@code [1]}, models also write {@code [1, 2]},
 * {@code [1-3]}, {@code 【1†source】}, {@code [^1]}, {@code (Source 1)}, {@code <sup>1</sup>} and more; between backticks, {@code [1]} is
 * code and stays. Nothing is held back but what may be the beginning of a mark, and spaces, which go with a mark that ends a sentence.
 */
final class CitationMarks {

    /** What a model is asked to write where the passages do not answer. */
    static final String NOT_FOUND = "NOT IN THE DOCUMENTS";

    private static final String NUMBER = "\\d{1,3}";
    private static final String LABEL =
            "(?:sources?|passages?|documents?|docs?|ref(?:erence)?s?|citations?|cites?|excerpts?|footnotes?|see"
                    + "|quellen?|siehe|fuentes?|fontes?|fonti|bron(?:nen)?|kilder?|källa|来源|來源|出典|资料|источники?|источник|см\\.)";
    private static final String NAMED = "(?:" + LABEL + "[\\s:#.№]{0,3})";
    private static final String BETWEEN = "\\s{0,2}(?:[,;&+/、，；]|and|und|et|y|и|和|[-\u2010-\u2015~]|to|bis)\\s{0,2}";
    private static final String MORE = "(?:" + BETWEEN + NAMED + "?\\^?" + NUMBER + "){0,20}";
    private static final String NUMBERS = "\\s?" + NAMED + "?\\^?" + NUMBER + MORE + "\\s?";
    private static final String NAMED_NUMBERS = "\\s?" + NAMED + NUMBER + MORE + "\\s?";

    private static final Pattern MARK = Pattern.compile(
            "\\[\\[" + NUMBERS + "\\]\\]"
                    + "|\\[" + NUMBERS + "(?:†[^\\]\\n]{0,60})?\\]"
                    + "|\\\\\\[" + NUMBERS + "\\\\\\]"
                    + "|[【〔［]" + NUMBERS + "(?:[†:][^】〕］\\n]{0,60})?[】〕］]"
                    + "|[(（]" + NAMED_NUMBERS + "[)）]"
                    + "|\\[" + NAMED_NUMBERS + "\\]"
                    + "|<sup>\\[?" + NUMBERS + "\\]?</sup>",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern NOTHING_FOUND = Pattern.compile("\\*{0,2}" + NOT_FOUND + "\\*{0,2}\\.?");
    private static final Pattern NUMBER_OR_RANGE =
            Pattern.compile("(" + NUMBER + ")(?:\\s{0,2}(?:[-\u2010-\u2015~]|to|bis)\\s{0,2}(" + NUMBER + "))?");

    /** What may stand in a line before its first word. */
    private static final Pattern LINE_OPENING = Pattern.compile("[\\s>]*(?:[-*•+#]{0,6}|\\d{1,3}[.)])\\s*");

    private static final int LONGEST_OPENING = 12;

    /** What may begin a mark or the words for "not found". */
    private static final String OPENERS = "[【〔［(（\\<*N";

    private static final String CLOSES_UP = ".,;:!?)]}。，；：！？」』”’";
    private static final int WIDEST_RANGE = 20;

    /** More is no mark, whatever it looks like so far. */
    private static final int LONGEST_HELD = 200;

    private final StringBuilder held = new StringBuilder();
    private final StringBuilder spaces = new StringBuilder();
    private final CodeSpans code = new CodeSpans();
    private final StringBuilder passed = new StringBuilder();
    private final List<Found> found = new ArrayList<>();
    private boolean markAfterSpaces;
    private boolean nothingFound;
    private final StringBuilder line = new StringBuilder();
    private char before;

    /**
     * Marks that were taken out.
     *
     * @param at where they stood, as an offset in all that has passed
     * @param leading whether they stood at the beginning of a line, before what they belong to
     * @param numbers the numbers in them, in order
     */
    record Found(int at, boolean leading, List<Integer> numbers) {}

    /** Takes a piece; what passes is added to {@link #take}. */
    void add(String piece) {
        held.append(piece);
        scan(false);
    }

    /** Says that nothing comes any more. */
    void end() {
        scan(true);
        if (!markAfterSpaces) {
            passed.append(spaces);
        }
        spaces.setLength(0);
    }

    /** Returns what has passed since the last time, without marks. */
    String take(int from) {
        return passed.substring(from);
    }

    int length() {
        return passed.length();
    }

    List<Found> found() {
        return List.copyOf(found);
    }

    /** Tells whether the model has written that the passages do not answer the question, or a part of it. */
    boolean nothingFound() {
        return nothingFound;
    }

    private void scan(boolean last) {
        int at = 0;
        while (at < held.length()) {
            char c = held.charAt(at);
            if (!code.isInside() && OPENERS.indexOf(c) >= 0) {
                int end = mark(at, last);
                if (end < 0) {
                    break;
                }
                if (end > at) {
                    at = end;
                    continue;
                }
            }
            pass(c);
            at++;
        }
        held.delete(0, at);
    }

    /** Returns the end of the mark that begins here, this very place if none does, or -1 if that cannot be told yet. */
    @SuppressWarnings("JdkObsolete") // this reads a stream: whether more input could make a match is the question
    private int mark(int at, boolean last) {
        Matcher matcher = MARK.matcher(held).region(at, held.length());
        if (matcher.lookingAt()) {
            note(numbers(matcher.group()));
            return matcher.end();
        }
        boolean open = matcher.hitEnd();
        boolean wordBegins = !Character.isLetterOrDigit(before);
        matcher.usePattern(NOTHING_FOUND).region(at, held.length());
        if (wordBegins && matcher.lookingAt()) {
            if (matcher.hitEnd() && !last) {
                return -1; // a full stop may follow
            }
            nothingFound = true;
            markAfterSpaces = true;
            return matcher.end();
        }
        open |= wordBegins && matcher.hitEnd();
        return open && !last && held.length() - at < LONGEST_HELD ? -1 : at;
    }

    private void note(List<Integer> numbers) {
        found.add(new Found(passed.length(), isLineStart(), numbers));
        markAfterSpaces = true;
        before = ']';
    }

    /** A space before a mark goes if the mark is followed by another space, or by what closes the sentence. */
    private void pass(char c) {
        if (c == ' ' && !code.isInside()) {
            if (markAfterSpaces) {
                spaces.setLength(0);
                markAfterSpaces = false;
            }
            boolean afterMarkInFront =
                    line.isEmpty() && !found.isEmpty() && found.getLast().at() == passed.length();
            if (!afterMarkInFront) {
                spaces.append(c);
            }
            return;
        }
        boolean closesUp = markAfterSpaces && (CLOSES_UP.indexOf(c) >= 0 || c == '\n');
        if (!closesUp) {
            passed.append(spaces);
        }
        spaces.setLength(0);
        markAfterSpaces = false;
        passed.append(c);
        code.pass(c);
        if (c == '\n') {
            line.setLength(0);
        } else if (line.length() < LONGEST_OPENING) {
            line.append(c);
        }
        before = c;
    }

    private boolean isLineStart() {
        return LINE_OPENING.matcher(line).matches();
    }

    /** Returns the numbers that a mark holds, ranges written out, each once. */
    private static List<Integer> numbers(String mark) {
        String numbers = mark.replaceFirst("[†].*|(?<=\\d):.*", "");
        Set<Integer> found = new LinkedHashSet<>();
        for (MatchResult result : NUMBER_OR_RANGE.matcher(numbers).results().toList()) {
            int first = Integer.parseInt(result.group(1));
            int last = result.group(2) == null ? first : Integer.parseInt(result.group(2));
            found.add(first);
            if (last > first && last - first <= WIDEST_RANGE) {
                for (int number = first + 1; number <= last; number++) {
                    found.add(number);
                }
            } else {
                found.add(last);
            }
        }
        return List.copyOf(found);
    }
}
