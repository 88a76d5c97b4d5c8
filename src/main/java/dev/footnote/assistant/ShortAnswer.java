package dev.footnote.assistant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the reader's span into the few words that a question asks for: the reader tends to take in what follows a name. */
final class ShortAnswer {

    /** A capitalised word, or one that stands within names. */
    private static final String NAME_WORD = "(?:\\p{Lu}[\\p{L}\\p{M}\\p{N}.'’&-]*|\\p{Lu}\\.)";

    private static final String PARTICLE =
            "(?:de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|bin|ibn|al|el|y|and|&|,)";

    /** Two or more words of a name, followed by what is no name. */
    private static final Pattern LEADING_NAME = Pattern.compile(
            "^(" + NAME_WORD + "(?: " + NAME_WORD + "|,? " + PARTICLE + "(?= " + NAME_WORD + "))+) (?=\\p{Ll}).*",
            Pattern.DOTALL);

    private static final Pattern EDGES = Pattern.compile("^[\\s\"“”‘'(\\[,;:]+|[\\s\"“”’')\\],;:]+$");

    private ShortAnswer() {}

    /**
     * Returns the short answer.
     *
     * @param span the words that the reader found
     */
    static String of(QuestionType type, String span) {
        String words = span.replaceAll("\\s+", " ");
        if (type == QuestionType.PERSON) {
            Matcher name = LEADING_NAME.matcher(words);
            if (name.matches()) {
                words = name.group(1);
            }
        }
        String trimmed = EDGES.matcher(words).replaceAll("");
        return trimmed.isEmpty() ? words : trimmed;
    }
}
