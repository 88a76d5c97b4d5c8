package dev.footnote.assistant;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told from a question's words alone.
 *
 * @param type the kind of answer it asks for
 * @param names words that an answer's passage should hold for it to be about the same thing: capitalised words within the sentence, and
 *     whatever stands in quotation marks
 * @param numbers the numbers and years that it names
 */
record QuestionAnalysis(QuestionType type, List<String> names, List<String> numbers) {

    /** Cues are tried in this order; the first that is found decides. */
    private static final List<Cue> CUES = List.of(
            cue(
                    QuestionType.NUMBER,
                    "\\bhow (many|much|old|tall|long|far|fast|large|big|often|high|deep|strong|heavy)\\b"),
            cue(
                    QuestionType.NUMBER,
                    "\\b(what|which) (percentage|percent|number|amount|proportion|share|price|age|size)\\b"),
            cue(
                    QuestionType.DATE,
                    "\\bwhen\\b|\\b(what|which|in what|in which) (year|date|day|month|century|decade|time)\\b"),
            cue(QuestionType.PERSON, "\\b(who|whom|whose)\\b"),
            cue(
                    QuestionType.PLACE,
                    "\\bwhere\\b|\\b(what|which) (country|city|town|state|province|place|location|region|continent|island)\\b"),
            cue(
                    QuestionType.REASON,
                    "\\bwhy\\b|\\bwhat (caused|causes|was the reason|is the reason)\\b|\\bhow come\\b"),
            cue(QuestionType.MANNER, "\\bhow\\b"),
            cue(
                    QuestionType.DEFINITION,
                    "^(what|who) (is|are|was|were) (a |an |the )?[^ ]+( [^ ]+){0,3}\\??$|^define\\b|\\bmeaning of\\b"),
            cue(QuestionType.NAME, "\\b(what|which)\\b"),
            cue(
                    QuestionType.YES_NO,
                    "^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\\b"));

    private static final Pattern NAME =
            Pattern.compile("\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'’-]*|\\p{N}+\\p{L}[\\p{L}\\p{N}-]*");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}-])\\p{N}[\\p{N},.]*(?![\\p{L}-])");
    private static final Pattern WORD_THAT_NAMES_NOTHING = Pattern.compile(
            "(?i)(what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may"
                    + "|might|must|in|on|at|of|the|a|an|and|or|for|from|to|by|with|about|after|before|during|since|under|i|tell|name"
                    + "|list|define|describe|explain|give|according|please|if|as|it|he|she|they|this|that|these|those|there)");

    QuestionAnalysis {
        names = List.copyOf(names);
        numbers = List.copyOf(numbers);
    }

    static QuestionAnalysis of(Question question) {
        String text = question.text();
        String lowerCase = text.toLowerCase(java.util.Locale.ROOT);
        QuestionType type = CUES.stream()
                .filter(cue -> cue.pattern().matcher(lowerCase).find())
                .map(Cue::type)
                .findFirst()
                .orElse(QuestionType.OTHER);
        List<String> names = NAME.matcher(text)
                .results()
                .map(result -> result.group().replaceAll("(['’]s|[.'’-]+)$", ""))
                .filter(name -> !WORD_THAT_NAMES_NOTHING.matcher(name).matches())
                .distinct()
                .toList();
        Matcher numbers = NUMBER.matcher(text);
        List<String> found = numbers.results()
                .map(result -> result.group().replaceAll("[,.]+$", ""))
                .distinct()
                .toList();
        return new QuestionAnalysis(type, names, found);
    }

    private record Cue(QuestionType type, Pattern pattern) {}

    private static Cue cue(QuestionType type, String pattern) {
        return new Cue(type, Pattern.compile(pattern));
    }
}
