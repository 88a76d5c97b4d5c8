package dev.footnote.assistant;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
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

    private static final Pattern CELLS = Pattern.compile("(?:^|\\s)\\|(?:\\s|$)");

    private static final Pattern EDGES = Pattern.compile("^[\\s\"“”‘'(\\[,;:]+|[\\s\"“”’')\\],;:]+$");

    private static final Pattern NUMBER = Pattern.compile(
            "\\p{N}|\\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|twenty|thirty|forty|fifty|sixty"
                    + "|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|once|twice|several|many"
                    + "|few|no|none|all|both|couple)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern DATE = Pattern.compile(
            "\\p{N}|\\b(january|february|march|april|may|june|july|august|september|october|november|december|\\w+day|\\w*century"
                    + "|spring|summer|autumn|fall|winter|morning|evening|night|noon|years?|months?|weeks?|time|before|after|during"
                    + "|until|since|now|later|ago|past|never|always|when|once)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern NAME = Pattern.compile("\\p{Lu}");

    private ShortAnswer() {}

    /**
     * Tells whether words can be what a question of the type asks for: a number for a number, a date or time for a date, something
     * capitalised for a person or a place.
     */
    static boolean fits(QuestionType type, String words) {
        return switch (type) {
            case NUMBER -> NUMBER.matcher(words).find();
            case DATE -> DATE.matcher(words).find();
            case PERSON, PLACE -> NAME.matcher(words).find();
            case NAME, LIST, COMPARISON, DEFINITION, REASON, MANNER, YES_NO, OTHER -> true;
        };
    }

    /**
     * Tells whether words only say again what the question names: whoever asks "Who did Michael Campbell beat?" does not ask for Michael Campbell. A
     * question that offers several to choose from names its answer itself.
     */
    static boolean repeats(QuestionType type, String question, String words) {
        if (type != QuestionType.PERSON && type != QuestionType.PLACE && type != QuestionType.NAME) {
            return false;
        }
        List<String> asked = words(question);
        return !asked.contains("or") && asked.containsAll(words(words));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /**
     * Returns the short answer.
     *
     * @param span the words that the reader found
     */
    static String of(QuestionType type, String span) {
        String words = cell(type, span).replaceAll("\\s+", " ");
        if (type == QuestionType.PERSON) {
            Matcher name = LEADING_NAME.matcher(words);
            if (name.matches()) {
                words = name.group(1);
            }
        }
        String trimmed = EDGES.matcher(words).replaceAll("");
        return trimmed.isEmpty() ? words : trimmed;
    }

    /** A span that runs over cells of a table's row means the first of them that fits. */
    private static String cell(QuestionType type, String span) {
        List<String> cells =
                CELLS.splitAsStream(span).filter(cell -> !cell.isBlank()).toList();
        return cells.stream()
                .filter(cell -> fits(type, cell))
                .findFirst()
                .orElse(cells.isEmpty() ? span : cells.getFirst());
    }
}
