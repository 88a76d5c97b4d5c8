package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the whole of "A, B, C and D" around one of its items. */
final class Enumeration {

    private static final int FEWEST_ITEMS = 3;
    private static final int MOST_WORDS = 6;

    private static final Pattern SEPARATOR =
            Pattern.compile("\\s*[,;]\\s+(?:and|or|as well as)\\s+|\\s*[,;]\\s+|\\s+(?:and|or)\\s+");

    private static final String NAMES = "(?:\\p{Lu}[^\\s]*(?:\\s+(?:of|the|de)(?=\\s+\\p{Lu}))?\\s*)+";

    /** What leads up to the first item of a sentence. */
    private static final Pattern LEAD = Pattern.compile(
            "^.*\\b(?:by|are|were|is|was|includes?|included|including|with|in|from|of|as|namely|ha(?:ve|s|d)|needs?|contains?)\\s+(?=\\S)");

    /** The item at the end of what leads up to it: its names, else its last word. */
    private static final Pattern AT_END = Pattern.compile("(?:the )?" + NAMES + "$|[^\\s:]+$");

    /** The names at the beginning of what goes on after them. */
    private static final Pattern AT_START = Pattern.compile("^(?:the )?" + NAMES);

    private Enumeration() {}

    /**
     * Returns the enumeration that the span lies in or the span itself where there is none of three items or more.
     *
     * @param span a span of {@code sentence}
     */
    static Span around(String sentence, Span span) {
        List<Span> parts = parts(sentence);
        int first = indexAt(parts, span.start());
        int last = indexAt(parts, Math.max(span.start(), span.end() - 1));
        int from = first;
        while (from > 0 && (from == 1 || isItem(parts.get(from - 1), sentence))) {
            from--;
        }
        int to = last;
        while (to < parts.size() - 1 && isItem(parts.get(to + 1), sentence)) {
            to++;
        }
        if (to - from + 1 < FEWEST_ITEMS) {
            return span;
        }
        int start = from == first ? span.start() : startOfItem(parts.get(from), sentence);
        int end = to == last ? span.end() : endOfItem(parts.get(to), sentence);
        return new Span(Math.min(start, span.start()), Math.max(end, span.end()));
    }

    private static boolean isItem(Span part, String sentence) {
        return part.of(sentence).split("\\s+", -1).length <= MOST_WORDS;
    }

    private static int startOfItem(Span part, String sentence) {
        Matcher item = AT_END.matcher(part.of(sentence));
        Matcher lead = LEAD.matcher(part.of(sentence));
        if (part.start() == 0 && lead.find()) {
            return lead.end();
        }
        return isItem(part, sentence) || !item.find() ? part.start() : part.start() + item.start();
    }

    private static int endOfItem(Span part, String sentence) {
        Matcher names = AT_START.matcher(part.of(sentence));
        int end = names.find() ? part.start() + names.end() : part.end();
        while (end > part.start() + 1 && ".!? ".indexOf(sentence.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static List<Span> parts(String sentence) {
        List<Span> parts = new ArrayList<>();
        Matcher separators = SEPARATOR.matcher(sentence);
        int start = 0;
        while (separators.find()) {
            if (separators.start() > start) {
                parts.add(new Span(start, separators.start()));
            }
            start = separators.end();
        }
        if (start < sentence.length()) {
            parts.add(new Span(start, sentence.length()));
        }
        return parts;
    }

    private static int indexAt(List<Span> parts, int offset) {
        int at = 0;
        while (at < parts.size() - 1 && parts.get(at).end() <= offset) {
            at++;
        }
        return at;
    }
}
