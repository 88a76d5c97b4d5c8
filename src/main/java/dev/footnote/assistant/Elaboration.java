package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Chooses the sentences around the best answer's that a full answer would say too, by logistic regression. Its weights were fitted to the
 * gold sentences of 150 natural questions with the features that {@code SentenceFeatures} writes; by five-fold cross-validation, with the
 * reader of then, the best sentence and those above a chance of a half were gold in 0.74 of cases, and held 0.56 of the gold sentences. The
 * reader of now is surer, so that fewer sentences come along; the least chance is lower for that.
 */
final class Elaboration {

    private static final double BIAS = -1.2;
    private static final double SCORE_BELOW_BEST = 0.1;
    private static final double LOWEST = -15;
    private static final double NOTHING_READ = 0.32;
    private static final double COVERAGE = 1.03;
    private static final double OPENS_DOCUMENT = 0.77;
    private static final double REFERS_BACK = 0.23;
    private static final double HUNDRED_CHARACTERS = 0.31;
    private static final double WORDS_OF_BEST = 0.95;

    /** The least chance to be part of a full answer. */
    private static final double LEAST = 0.42;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private final FoundAnswer best;
    private final List<FoundAnswer> found;
    private final ToDoubleFunction<String> coverage;

    /**
     * Prepares the choice.
     *
     * @param found everything found
     * @param coverage how much of the question a text holds: see {@link dev.footnote.index.Snapshot#coverage}
     */
    Elaboration(FoundAnswer best, List<FoundAnswer> found, ToDoubleFunction<String> coverage) {
        this.best = best;
        this.found = found;
        this.coverage = coverage;
    }

    /**
     * Returns sentences of the best answer's document, none of them its own, likeliest first.
     *
     * @param limit how many to return at most
     */
    List<Span> sentences(int limit) {
        record Scored(Span sentence, double chance) {}
        return best.sentences().all().stream()
                .filter(sentence -> !sentence.overlaps(best.sentence()))
                .map(sentence -> new Scored(sentence, chance(sentence)))
                .filter(scored -> scored.chance() >= LEAST)
                .sorted(Comparator.comparingDouble(Scored::chance).reversed())
                .limit(limit)
                .map(Scored::sentence)
                .toList();
    }

    private double chance(Span sentence) {
        String text = sentence.of(best.candidate().document().text());
        double read = found.stream()
                .filter(other -> other.documentId().equals(best.documentId())
                        && other.sentence().overlaps(sentence))
                .mapToDouble(other -> other.answerScore() - best.answerScore())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
        double logOdds = BIAS
                + SCORE_BELOW_BEST * Math.max(LOWEST, read)
                + (Double.isInfinite(read) ? NOTHING_READ : 0)
                + COVERAGE * coverage.applyAsDouble(best.candidate().document().title() + "\n" + text)
                + (best.sentences().opens(sentence) ? OPENS_DOCUMENT : 0)
                + (best.sentences().refersBack(sentence) ? REFERS_BACK : 0)
                + HUNDRED_CHARACTERS * text.length() / 100
                + WORDS_OF_BEST * shared(words(text), words(best.sentenceText()));
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** The share of words that stand among the others. */
    private static double shared(Set<String> words, Set<String> others) {
        long common = words.stream().filter(others::contains).count();
        return words.isEmpty() ? 0 : (double) common / words.size();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .forEach(words::add);
        return words;
    }
}
