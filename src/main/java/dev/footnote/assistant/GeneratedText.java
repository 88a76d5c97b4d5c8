package dev.footnote.assistant;

import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.generation.ModelOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits what a language model wrote, Markdown as it is, into the sentences that claim something. */
final class GeneratedText {

    /** Three backticks or tildes at the beginning of a line, and all up to the next such line. */
    private static final Pattern CODE = Pattern.compile("(?ms)^[ \\t]*(```|~~~).*?(?:^[ \\t]*\\1[ \\t]*$|\\z)");

    private static final Pattern OPENING = Pattern.compile("[>\\s|]*(?:(?:[-*+•]|\\d{1,3}[.)]|#{1,6})\\s+)?[|\\s]*");
    private static final Pattern CLOSING = Pattern.compile("[\\s|]+\\z");

    /** As in "These are the reasons:"; with a figure or a name in it, it claims something. */
    private static final Pattern LEAD_IN = Pattern.compile("\\P{N}{1,80}:[*_]*");

    private static final Pattern NAME_WITHIN = Pattern.compile("(?<=[\\p{L},] )\\p{Lu}\\p{L}");

    /** A heading over a list of sources, which nobody asked for: footnotes say more. */
    private static final Pattern SOURCES = Pattern.compile(
            "(?im)^[\\s#*_-]*(?:sources?|references?|citations?|footnotes?|passages?|quellen|fuentes|références|来源|参考文献|источники)[\\s:*_]*$");

    private final SentenceSplitter splitter = new SentenceSplitter();

    /** Returns how much of the text is the answer: a list of sources at its end is not. */
    int lengthWithoutSources(String text, List<ModelOutput.Mark> marks) {
        Matcher heading = SOURCES.matcher(text);
        while (heading.find()) {
            int at = heading.end();
            boolean onlySources = text.substring(at).lines().anyMatch(line -> !line.isBlank());
            for (String line : text.substring(at).split("\n", -1)) {
                int lineStart = at;
                boolean marked = marks.stream()
                        .anyMatch(mark ->
                                mark.leading() && mark.at() >= lineStart && mark.at() <= lineStart + line.length());
                onlySources &= line.isBlank() || marked;
                at += line.length() + 1;
            }
            if (onlySources) {
                return text.substring(0, heading.start()).stripTrailing().length();
            }
        }
        return text.stripTrailing().length();
    }

    /**
     * Returns the sentences that begin in a text, in order.
     *
     * @param from where to begin: the beginning of the text or the end of a sentence
     */
    List<GeneratedSentence> sentences(String text, int from, List<ModelOutput.Mark> marks) {
        List<GeneratedSentence> sentences = new ArrayList<>();
        Matcher code = CODE.matcher(text).region(from, text.length());
        int at = from;
        while (code.find()) {
            addProse(text, at, code.start(), marks, sentences);
            add(text, new Span(code.start(), code.end()), marks, sentences);
            at = code.end();
        }
        addProse(text, at, text.length(), marks, sentences);
        return sentences;
    }

    private void addProse(
            String text, int start, int end, List<ModelOutput.Mark> marks, List<GeneratedSentence> sentences) {
        for (Span sentence : splitter.split(text.substring(start, end))) {
            Matcher opening = OPENING.matcher(text).region(start + sentence.start(), start + sentence.end());
            int first = opening.lookingAt() ? opening.end() : start + sentence.start();
            Matcher closing = CLOSING.matcher(text).region(first, start + sentence.end());
            int last = closing.find() ? closing.start() : start + sentence.end();
            Span span = new Span(first, last);
            if (claims(span.of(text))) {
                add(text, span, marks, sentences);
            }
        }
    }

    private static void add(String text, Span span, List<ModelOutput.Mark> marks, List<GeneratedSentence> sentences) {
        sentences.add(GeneratedSentence.of(text, span, marks));
    }

    private static boolean claims(String sentence) {
        boolean leadIn = LEAD_IN.matcher(sentence).matches()
                && !NAME_WITHIN.matcher(sentence).find();
        return !leadIn && sentence.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
