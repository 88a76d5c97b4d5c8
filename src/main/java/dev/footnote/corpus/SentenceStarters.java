package dev.footnote.corpus;

import java.util.Set;

/** English words that, with a capital letter, nearly always begin a sentence and seldom a name. */
final class SentenceStarters {

    private static final Set<String> WORDS = Set.of(
            "A",
            "An",
            "The",
            "This",
            "That",
            "These",
            "Those",
            "There",
            "Then",
            "Thus",
            "Therefore",
            "Here",
            "It",
            "Its",
            "He",
            "She",
            "His",
            "Her",
            "They",
            "Their",
            "We",
            "Our",
            "You",
            "Your",
            "I",
            "My",
            "In",
            "On",
            "At",
            "As",
            "After",
            "Before",
            "But",
            "And",
            "Or",
            "Although",
            "Though",
            "However",
            "Moreover",
            "Furthermore",
            "Meanwhile",
            "Nevertheless",
            "Nonetheless",
            "While",
            "When",
            "Whether",
            "Where",
            "Which",
            "Who",
            "What",
            "Why",
            "How",
            "If",
            "For",
            "From",
            "By",
            "With",
            "Without",
            "Within",
            "Some",
            "Many",
            "Most",
            "Several",
            "Since",
            "During",
            "Despite",
            "Because",
            "So",
            "Also",
            "Such",
            "Each",
            "Both",
            "Another",
            "Not",
            "Nobody",
            "Nothing",
            "Now",
            "Today",
            "Later",
            "Once",
            "Until",
            "Under",
            "According",
            "Finally",
            "Yet",
            "Even",
            "Only",
            "Other",
            "Others",
            "It's",
            "That's",
            "There's",
            "To");
    private static final int LONGEST = 12;

    private SentenceStarters() {}

    /** Tells whether such a word, perhaps in quotes or brackets, stands at the offset. */
    static boolean startsAt(String text, int offset, int limit) {
        int start = offset;
        while (start < limit && "\"'([\u00AB\u2018\u201C".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < limit && end - start <= LONGEST && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return WORDS.contains(text.substring(start, end)) && endsWord(text, end, limit);
    }

    /** "A-10" and "I." are names, "I'm" and "However," are not. */
    private static boolean endsWord(String text, int offset, int limit) {
        if (offset >= limit) {
            return true;
        }
        char c = text.charAt(offset);
        return Whitespace.is(c) || c == ',' || c == '\'' || c == '\u2019';
    }
}
