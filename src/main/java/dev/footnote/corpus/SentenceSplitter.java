package dev.footnote.corpus;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into sentences, the unit of citation. Knows English abbreviations; in other languages sentences end where Unicode's
 * rules say so. A paragraph, list item or table row ends a sentence; a line end that only wraps a line does not. Takes time
 * proportional to the text's length. Safe for use by many threads.
 */
public final class SentenceSplitter {

    /** The most UTF-16 code units in a sentence. What is longer, such as a table without full stops, is cut between words. */
    public static final int LONGEST = 1000;

    /** Names the rules; another value means that the same text may be split otherwise. */
    static final String VERSION = "sentences-1";

    /** Cloned for each text: making one from the rules costs much more. */
    private static final BreakIterator BREAKS = BreakIterator.getSentenceInstance(ULocale.ENGLISH);

    /**
     * Splits a text into its sentences.
     *
     * @return in order, without white space around them, none empty, none longer than {@link #LONGEST}. Every character of the text
     *     that is not white space lies in exactly one
     */
    public List<Span> split(String text) {
        List<Span> sentences = new ArrayList<>();
        BreakIterator breaks = (BreakIterator) BREAKS.clone();
        for (Span paragraph : ParagraphSplitter.split(text)) {
            splitParagraph(text, paragraph, breaks, sentences);
        }
        return sentences;
    }

    /** Splits one paragraph of a text; the spans are of the text. */
    List<Span> split(String text, Span paragraph) {
        List<Span> sentences = new ArrayList<>();
        splitParagraph(text, paragraph, (BreakIterator) BREAKS.clone(), sentences);
        return sentences;
    }

    private static void splitParagraph(String text, Span paragraph, BreakIterator breaks, List<Span> sentences) {
        breaks.setText(forBreaking(paragraph.of(text)));
        int start = paragraph.start();
        breaks.first();
        for (int at = breaks.next(); at != BreakIterator.DONE; at = breaks.next()) {
            int end = sentenceEnd(text, start, paragraph.start() + at, paragraph.end());
            if (end > start) {
                addInPieces(text, Whitespace.trim(text, start, end), sentences);
                start = Whitespace.trim(text, end, paragraph.end()).start();
            }
        }
        addInPieces(text, Whitespace.trim(text, start, paragraph.end()), sentences);
    }

    /**
     * Returns the paragraph as ICU should see it, of the same length. Line ends within it only wrap it, but would end sentences. And a
     * number after a full stop may begin one, but ICU takes the sentence to go on if a small letter follows: a capital stands for it.
     */
    private static String forBreaking(String paragraph) {
        char[] view = paragraph.toCharArray();
        boolean afterStop = false;
        for (int i = 0; i < view.length; i++) {
            char c = view[i];
            if (c == '\n') {
                view[i] = ' ';
            } else if (afterStop && Character.isDigit(c) && Whitespace.is(view[i - 1])) {
                view[i] = 'A';
            }
            afterStop = Terminators.is(c) || (afterStop && (Whitespace.is(c) || Terminators.isCloser(c)));
        }
        return new String(view);
    }

    /** Returns where the sentence ends for which ICU proposes a break; -1 if it does not end there. */
    private static int sentenceEnd(String text, int start, int proposed, int limit) {
        if (proposed <= start || proposed >= limit) {
            return -1;
        }
        int stop = afterTerminator(text, start, proposed);
        if (stop < 0) {
            return proposed; // a terminator of another script, or a line end that is not \n
        }
        int end = Terminators.skipFollowing(text, stop, limit);
        int next = end;
        while (next < limit && Whitespace.is(text.charAt(next))) {
            next++;
        }
        boolean apart = next > end || Terminators.isIdeographic(text.charAt(stop - 1)) || text.charAt(end - 1) == ']';
        if (next == limit || !apart) {
            return -1;
        }
        return goesOn(text, start, stop, next, limit) ? -1 : end;
    }

    /** Returns the offset after the terminator that made ICU propose a break; -1 if there is none that we know. */
    private static int afterTerminator(String text, int start, int proposed) {
        int stop = proposed;
        while (stop > start && !Terminators.is(text.charAt(stop - 1))) {
            char c = text.charAt(stop - 1);
            boolean between = Whitespace.is(c) || Terminators.isCloser(c) || Terminators.isOpener(c);
            if (!between || proposed - stop > LONGEST) {
                return -1;
            }
            stop--;
        }
        return stop > start ? stop : -1;
    }

    private static boolean goesOn(String text, int start, int stop, int next, int limit) {
        int dots = 0;
        while (stop - dots > start && text.charAt(stop - 1 - dots) == '.') {
            dots++;
        }
        if (dots > 3) {
            return true; // an omission in a quotation, or the dots of a table of contents
        }
        if (dots == 3 || text.charAt(stop - 1) == '\u2026') {
            return !SentenceStarters.startsAt(text, next, limit);
        }
        return dots == 1 && Abbreviations.goesOn(text, start, stop - 1, next, limit);
    }

    private static void addInPieces(String text, Span sentence, List<Span> sentences) {
        Span rest = sentence;
        while (rest.length() > LONGEST) {
            int cut = cut(text, rest.start());
            sentences.add(Whitespace.trim(text, rest.start(), cut));
            rest = Whitespace.trim(text, cut, rest.end());
        }
        if (rest.length() > 0) {
            sentences.add(rest);
        }
    }

    /** Returns where to cut what begins at {@code start} and is too long: at white space in its second half, else before a character. */
    private static int cut(String text, int start) {
        int cut = start + LONGEST;
        while (cut > start + LONGEST / 2 && !Whitespace.is(text.charAt(cut))) {
            cut--;
        }
        if (cut > start + LONGEST / 2) {
            return cut;
        }
        cut = start + LONGEST;
        while (cut > start + LONGEST / 2 && belongsToCharacterBefore(text, cut)) {
            cut--;
        }
        return Character.isLowSurrogate(text.charAt(cut)) && Character.isHighSurrogate(text.charAt(cut - 1))
                ? cut - 1
                : cut;
    }

    private static boolean belongsToCharacterBefore(String text, int offset) {
        char c = text.charAt(offset);
        int type = Character.getType(c);
        return Character.isLowSurrogate(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || c == '\u200D'
                || text.charAt(offset - 1) == '\u200D';
    }
}
