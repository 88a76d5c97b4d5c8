package dev.footnote.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told from a question's words alone.
 *
 * @param text the question
 * @param type the kind of answer it asks for
 * @param names words that an answer's passage should hold for it to be about the same thing: capitalised words within the sentence
 * @param numbers the numbers and years that it names
 * @param terms what is to be defined or compared: one for a definition, two for a comparison, else none
 */
record QuestionAnalysis(String text, QuestionType type, List<String> names, List<String> numbers, List<String> terms) {

    private static final String BE = "(?:is|are|was|were)";

    /** Two things to compare; the groups hold them. */
    private static final List<Pattern> COMPARISONS = List.of(
            Pattern.compile(
                    "(?i)\\b(?:differences?|distinctions?|similarit(?:y|ies)|comparison)s? between (?:the )?(.+?) and (?:the )?(.+?)[?.!]*$"),
            Pattern.compile(
                    "(?i)\\bhow (?:do|does|did) (?:the )?(.+?) (?:differ from|compare (?:to|with)) (?:the )?(.+?)[?.!]*$"),
            Pattern.compile("(?i)\\bhow (?:do|does|did) (?:the )?(.+?) and (?:the )?(.+?) (?:differ|compare)[?.!]*$"),
            Pattern.compile("(?i)^compare (?:the )?(.+?) (?:and|with|to) (?:the )?(.+?)[?.!]*$"),
            Pattern.compile("(?i)^(?:the )?(.+?) (?:vs\\.?|versus) (?:the )?(.+?)[?.!]*$"),
            Pattern.compile(
                    "(?i)^(?:who|which|what)\\b.*\\b\\w+(?:er|re|ess)\\b.*?[,:] (?:the )?(.+?),? or (?:the )?(.+?)[?.!]*$"));

    /** A thing to define; the group holds it. */
    private static final List<Pattern> DEFINITIONS = List.of(
            Pattern.compile("(?i:^what " + BE
                    + ") ((?i:an? )?(?!(?i:the|your|my|this|that|its|his|her|their|our) )[^ ]+(?: [^ ]+){0,2}?)\\?*$"),
            Pattern.compile("(?i:^what " + BE
                    + " the) (\\p{Lu}[^ ]*(?: (?:of|for|and|the|\\p{Lu}[^ ]*)){0,6}(?: [\\p{Ll}]+)?)\\?*$"),
            Pattern.compile(
                    "(?i:^who " + BE + "(?: the)?) (\\p{Lu}[^ ]*(?: (?:of|de|van|von|the|\\p{Lu}[^ ]*)){0,5})\\?*$"),
            Pattern.compile("(?i)^(?:define|explain|describe) (?:the )?(.{2,60}?)[.?!]*$"),
            Pattern.compile("(?i)^what (?:does|do|did) (?:the )?(.{2,60}?) (?:mean|stand for)\\b"),
            Pattern.compile("(?i)\\b(?:meaning|definition) of (?:the )?(.{2,60}?)[.?!]*$"));

    /** Longer ones are not searched for terms: the patterns would take long, and who defines or compares says so briefly. */
    private static final int LONGEST_WITH_TERMS = 200;

    private static final String COUNT = "(?:\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    /** Cues are tried in this order; the first that is found decides. */
    private static final List<Cue> CUES = List.of(
            cue(
                    QuestionType.LIST,
                    "^(?:please )?(?:list|enumerate|name)\\b|\\b(?:what|which|who|name) (?:are |were )?(?:all |the )*"
                            + COUNT
                            + " \\w+|^(?:what|which) are (?:all |some of )?(?:the|its|their) (?:\\w+ ){0,3}?\\w+s\\b"
                            + "|\\b(?:what|which) (?:\\w+ )?(?:countries|kinds|types|steps|members|reasons|ways|states|cities|options"
                            + "|parts|factors|languages|companies|people|items|examples|things|methods|features|products)\\b"
                            + "|^who (?:are|were) (?:all )?the \\w+s\\b"),
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
                    + "|list|define|describe|explain|compare|give|according|please|if|as|it|he|she|they|this|that|these|those|there)");

    QuestionAnalysis {
        names = List.copyOf(names);
        numbers = List.copyOf(numbers);
        terms = List.copyOf(terms);
    }

    static QuestionAnalysis of(Question question) {
        return of(question.text());
    }

    static QuestionAnalysis of(String text) {
        List<String> names = NAME.matcher(text)
                .results()
                .map(result -> result.group().replaceAll("(['’]s|[.'’-]+)$", ""))
                .filter(name -> !WORD_THAT_NAMES_NOTHING.matcher(name).matches())
                .distinct()
                .toList();
        List<String> numbers = NUMBER.matcher(text)
                .results()
                .map(result -> result.group().replaceAll("[,.]+$", ""))
                .distinct()
                .toList();
        List<String> compared = terms(COMPARISONS, text);
        if (!compared.isEmpty()) {
            return new QuestionAnalysis(text, QuestionType.COMPARISON, names, numbers, compared);
        }
        List<String> defined = terms(DEFINITIONS, text);
        if (!defined.isEmpty()) {
            return new QuestionAnalysis(text, QuestionType.DEFINITION, names, numbers, defined);
        }
        String lowerCase = text.toLowerCase(Locale.ROOT);
        QuestionType type = CUES.stream()
                .filter(cue -> cue.pattern().matcher(lowerCase).find())
                .map(Cue::type)
                .findFirst()
                .orElse(QuestionType.OTHER);
        return new QuestionAnalysis(text, type, names, numbers, List.of());
    }

    /** Returns what this question asks about one of the two things that it compares: the other's names do not count. */
    QuestionAnalysis about(String term) {
        List<String> ofOthers = new ArrayList<>();
        terms.stream()
                .filter(other -> !other.equals(term))
                .forEach(other -> ofOthers.addAll(of(other).names()));
        List<String> ofTerm = of(term).names();
        List<String> left = names.stream()
                .filter(name -> ofTerm.contains(name) || !ofOthers.contains(name))
                .toList();
        return new QuestionAnalysis(text, type, left, numbers, List.of(term));
    }

    private static List<String> terms(List<Pattern> patterns, String text) {
        if (text.length() > LONGEST_WITH_TERMS) {
            return List.of();
        }
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                List<String> terms = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    terms.add(matcher.group(group)
                            .replaceFirst("^\\s*(?i:an?|the) ", "")
                            .replaceFirst("[\\s?.!,]+$", ""));
                }
                return terms;
            }
        }
        return List.of();
    }

    private record Cue(QuestionType type, Pattern pattern) {}

    private static Cue cue(QuestionType type, String pattern) {
        return new Cue(type, Pattern.compile(pattern));
    }
}
