package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Span;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a sentence that a passage holds word for word, and whole: a part of a sentence may say something else. */
final class Quotation {

    private static final String SENTENCE_ENDS = ".!?…。！？";
    private static final String CLOSERS = "\"'”’)]»";
    private static final Pattern LIST_MARK = Pattern.compile("\\s*(?:[-*•]|\\d{1,3}[.)])");

    /** The longest mark, with white space before it. */
    private static final int LONGEST_MARK = 12;

    private Quotation() {}

    /** Returns where the passage has the sentence, as a span of the document's text; white space may differ. */
    static Optional<Span> of(String sentence, Evidence passage) {
        String text = passage.document().text();
        int end = passage.span().end();
        if (sentence.isEmpty() || sentence.length() > SupportJudge.LONGEST || !hasWord(sentence)) {
            return Optional.empty();
        }
        int firstSpace = 0;
        while (firstSpace < sentence.length() && !isSpace(sentence.charAt(firstSpace))) {
            firstSpace++;
        }
        String firstWord = sentence.substring(0, firstSpace);
        int at = text.indexOf(firstWord, passage.span().start(), end);
        while (at >= 0) {
            int after = beginsSentence(text, passage.span().start(), at) ? matchEnd(sentence, text, at, end) : -1;
            if (after >= 0 && endsSentence(text, at, after, end)) {
                return Optional.of(new Span(at, after));
            }
            at = text.indexOf(firstWord, at + 1, end);
        }
        return Optional.empty();
    }

    private static boolean hasWord(String sentence) {
        return sentence.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** Returns where a text that begins like the sentence ceases to hold it; -1 where it does not hold it. */
    private static int matchEnd(String sentence, String text, int start, int limit) {
        int at = start;
        int i = 0;
        while (i < sentence.length()) {
            if (isSpace(sentence.charAt(i))) {
                int before = at;
                while (i < sentence.length() && isSpace(sentence.charAt(i))) {
                    i++;
                }
                while (at < limit && isSpace(text.charAt(at))) {
                    at++;
                }
                if (at == before) {
                    return -1;
                }
            } else if (at < limit && text.charAt(at) == sentence.charAt(i)) {
                at++;
                i++;
            } else {
                return -1;
            }
        }
        return at;
    }

    private static boolean beginsSentence(String text, int from, int start) {
        int before = start;
        while (before > from && isSpace(text.charAt(before - 1))) {
            before--;
            if (text.charAt(before) == '\n') {
                return true;
            }
        }
        if (before == from) {
            return true;
        }
        int line = before;
        while (line > from && before - line < LONGEST_MARK && text.charAt(line - 1) != '\n') {
            line--;
        }
        boolean wholeLine = line == from || text.charAt(line - 1) == '\n';
        if (wholeLine && LIST_MARK.matcher(text).region(line, before).matches()) {
            return true;
        }
        int last = before;
        while (last > from && CLOSERS.indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        boolean afterEnd = last > from && SENTENCE_ENDS.indexOf(text.charAt(last - 1)) >= 0;
        return afterEnd && before < start && !Character.isLowerCase(text.charAt(start));
    }

    private static boolean endsSentence(String text, int start, int end, int limit) {
        if (end == limit || text.charAt(end) == '\n') {
            return true;
        }
        int last = end;
        while (last > start && CLOSERS.indexOf(text.charAt(last - 1)) >= 0) {
            last--;
        }
        boolean closed = last > start && SENTENCE_ENDS.indexOf(text.charAt(last - 1)) >= 0;
        boolean endFollows =
                SENTENCE_ENDS.indexOf(text.charAt(end)) >= 0 && (end + 1 == limit || isSpace(text.charAt(end + 1)));
        return closed ? isSpace(text.charAt(end)) : endFollows;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00a0';
    }
}
