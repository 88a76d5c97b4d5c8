package dev.footnote.assistant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a question "how many …" counts, to be told apart from the other things that a sentence counts. */
final class CountedThing {

    private static final Pattern HOW_MANY = Pattern.compile(
            "(?i)\\bhow many (?:(?:\\p{L}+ ){0,3}?(\\p{L}{3,}) (?:are|is|was|were|do|does|did|has|have|had|can|could|may|will|would)\\b|(\\p{L}{3,})\\b)");

    private static final String NUMBER =
            "(?:\\p{N}[\\p{N},.]*(?: (?:million|billion|thousand|percent))?|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|\\w+ty(?:-\\w+)?|no|several|dozens?|hundreds?))";

    private static final int STEM = 4;

    private final Pattern counted;

    private CountedThing(String thing) {
        String lower = thing.toLowerCase(Locale.ROOT).replaceAll("(?:ies|es|s)$", "");
        String stem = lower.length() < STEM ? lower : lower.substring(0, Math.max(STEM, lower.length() - 1));
        this.counted = Pattern.compile(
                "(?U)\\b(" + NUMBER + ")(?: [\\p{L}-]+){0,2}? (?i:" + Pattern.quote(stem) + ")\\p{L}{0,4}\\b");
    }

    /** Returns what a question counts; empty where it does not ask how many. */
    static Optional<CountedThing> of(QuestionAnalysis question) {
        Matcher matcher = HOW_MANY.matcher(question.text());
        return question.type() == QuestionType.NUMBER && matcher.find()
                ? Optional.of(new CountedThing(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)))
                : Optional.empty();
    }

    /** Returns the number of these things in a sentence; empty where it gives none or several. */
    Optional<String> numberIn(String sentence) {
        List<String> numbers = counted.matcher(sentence)
                .results()
                .map((MatchResult result) -> result.group(1))
                .distinct()
                .toList();
        return numbers.size() == 1 ? Optional.of(numbers.getFirst()) : Optional.empty();
    }
}
