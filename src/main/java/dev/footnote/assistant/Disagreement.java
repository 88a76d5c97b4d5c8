package dev.footnote.assistant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the answers of other documents that cannot be right together with the best one: another number, date or name. */
final class Disagreement {

    /** The least part of the best answer's chance that another must have, and of its sentence's share of the question's words. */
    private static final double ABOUT_AS_GOOD = 0.5;

    private static final double AS_MUCH_OF_THE_QUESTION = 0.6;

    /** The same for the passage, in which the rest of the question may stand. */
    private static final double AS_MUCH_IN_THE_PASSAGE = 0.95;

    private static final int MOST = 3;

    private static final Pattern NUMBER = Pattern.compile("\\p{N}[\\p{N},.]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]{3,}");

    private Disagreement() {}

    /**
     * Returns the best answers of other documents, one a document, that differ from the best and from each other.
     *
     * @param found likeliest first
     * @param threshold the least chance at which an answer is given
     * @param coverage how much of the question a text holds
     */
    static List<FoundAnswer> with(
            FoundAnswer best,
            List<FoundAnswer> found,
            QuestionType type,
            double threshold,
            ToDoubleFunction<String> coverage) {
        List<FoundAnswer> differing = new ArrayList<>();
        double least = Math.max(threshold, ABOUT_AS_GOOD * best.chance());
        double covered = AS_MUCH_OF_THE_QUESTION * coverage.applyAsDouble(best.sentenceText());
        Set<String> documents = new HashSet<>(Set.of(best.documentId()));
        for (FoundAnswer other : found) {
            boolean asGood = other.chance() >= least
                    && ShortAnswer.fits(type, other.words())
                    && coverage.applyAsDouble(other.sentenceText()) >= covered
                    && other.candidate().coverage()
                            >= AS_MUCH_IN_THE_PASSAGE * best.candidate().coverage();
            if (asGood
                    && differing.size() < MOST - 1
                    && documents.add(other.documentId())
                    && differs(best, other, type)
                    && differing.stream().allMatch(one -> differs(one, other, type))) {
                differing.add(other);
            }
        }
        return differing;
    }

    private static boolean differs(FoundAnswer left, FoundAnswer right, QuestionType type) {
        return switch (type) {
            case NUMBER, DATE -> apart(values(left.words()), values(right.words()));
            case PERSON, PLACE -> apart(words(left.words()), words(right.words()));
            case NAME, LIST, COMPARISON, DEFINITION, REASON, MANNER, YES_NO, OTHER -> false;
        };
    }

    /** Two ways to say less or more of the same share something. */
    private static boolean apart(Set<String> left, Set<String> right) {
        return !left.isEmpty() && !right.isEmpty() && left.stream().noneMatch(right::contains);
    }

    /** The figures, or else the words that stand for them. */
    private static Set<String> values(String text) {
        Set<String> figures = NUMBER.matcher(text)
                .results()
                .map(result -> result.group().replaceAll("[,.]+$|,(?=\\d{3})", ""))
                .collect(Collectors.toSet());
        return figures.isEmpty() ? words(text) : figures;
    }

    private static Set<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
