package dev.footnote.corpus;

import java.util.Locale;
import java.util.Set;

/**
 * Tells whether a full stop after an English abbreviation, an initial or an enumerating number ends a sentence.
 *
 * <p>CLDR's list of sentence suppressions is not used: it lets no sentence end with "All.", "Is." or "OK.", and none with "U.S.",
 * whatever follows. Here an abbreviation says how it stands to what follows.
 */
final class Abbreviations {

    /** No sentence ends with these. */
    private static final Set<String> NEVER_LAST = Set.of(
            "mr", "mrs", "ms", "mx", "dr", "prof", "messrs", "gen", "col", "lt", "capt", "cpt", "sgt", "cpl", "pvt",
            "maj", "adm", "cmdr", "cdr", "brig", "rev", "hon", "gov", "sen", "rep", "pres", "supt", "fr", "e.g", "i.e",
            "eg", "ie", "cf", "viz", "vs", "approx", "incl", "excl", "resp", "al", "ca", "aka", "a.k.a", "lt.cdr");

    /** A sentence ends with these if the next word is one that sentences begin with. */
    private static final Set<String> SELDOM_LAST = Set.of(
            "st", "mt", "ft", "jr", "sr", "inc", "ltd", "co", "corp", "bros", "dept", "univ", "assn", "ave", "blvd",
            "rd", "ed", "eds", "est", "ph.d", "esq", "gmbh", "llc", "tel", "ext");

    /** These belong to a number that follows. */
    private static final Set<String> BEFORE_NUMBER = Set.of(
            "no", "nos", "nr", "fig", "figs", "p", "pp", "vol", "vols", "ch", "chap", "chs", "sec", "sect", "art",
            "arts", "eq", "eqs", "para", "pt", "op", "c", "v", "ver", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
            "sep", "sept", "oct", "nov", "dec", "circa", "max", "min", "avg", "eqn", "bk");

    private static final int LONGEST = 12;

    private Abbreviations() {}

    /**
     * Tells whether the sentence goes on after a full stop.
     *
     * @param sentenceStart where the sentence begins
     * @param stop offset of the full stop
     * @param next offset of the first character after it that is no space
     * @param limit offset after the last character that may be looked at
     */
    static boolean goesOn(String text, int sentenceStart, int stop, int next, int limit) {
        int wordStart = stop;
        int earliest = Math.max(sentenceStart, stop - LONGEST);
        while (wordStart > earliest && isOfWord(text.charAt(wordStart - 1))) {
            wordStart--;
        }
        if (wordStart == stop || (wordStart > sentenceStart && isOfWord(text.charAt(wordStart - 1)))) {
            return false;
        }
        String word = text.substring(wordStart, stop);
        if (wordStart == sentenceStart && enumerates(word)) {
            return true;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (NEVER_LAST.contains(lower) || word.equals("v")) {
            return true;
        }
        if (BEFORE_NUMBER.contains(lower) && isNumber(text, next, limit)) {
            return true;
        }
        return (SELDOM_LAST.contains(lower) || isInitials(word)) && !SentenceStarters.startsAt(text, next, limit);
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    /** Tells whether the word is a list's number or letter, such as the "2" of "2. Next". */
    private static boolean enumerates(String word) {
        boolean number = word.length() <= 3 && word.chars().allMatch(Character::isDigit);
        boolean roman = word.length() <= 4 && word.chars().allMatch(c -> "ivxIVX".indexOf(c) >= 0);
        boolean section = word.length() <= 8 && word.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        return number || roman || section || (word.length() == 1 && Character.isLetter(word.charAt(0)));
    }

    /** Tells whether the word is letters with full stops between them, as in "U.S" or "p.m", or one capital letter. */
    private static boolean isInitials(String word) {
        if (word.length() == 1) {
            return Character.isUpperCase(word.charAt(0));
        }
        for (int i = 0; i < word.length(); i++) {
            boolean fits = i % 2 == 0 ? Character.isLetter(word.charAt(i)) : word.charAt(i) == '.';
            if (!fits) {
                return false;
            }
        }
        return word.length() % 2 == 1;
    }

    /** Tells whether a number in digits or Roman numerals, perhaps in brackets, stands at the offset. */
    private static boolean isNumber(String text, int offset, int limit) {
        int i = offset;
        while (i < limit && "([#\u00A7".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i >= limit) {
            return false;
        }
        if (Character.isDigit(text.charAt(i))) {
            return true;
        }
        int end = i;
        while (end < limit && "IVXLC".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        boolean whole = end == limit || !Character.isLetterOrDigit(text.charAt(end));
        // "I" alone is more often the pronoun
        return whole && (end - i > 1 || (end - i == 1 && text.charAt(i) != 'I'));
    }
}
