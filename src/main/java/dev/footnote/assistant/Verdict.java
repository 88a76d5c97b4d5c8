package dev.footnote.assistant;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Says "Yes" or "No" to a question for one of both, but only where the sentence says so: it must hold nearly all words of the question, and
 * all its names and numbers, and then deny what the question asks for, or not.
 */
final class Verdict {

    private static final double NEARLY_ALL = 0.7;

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|refused|refuses|failed|fails|denied|denies|rejected"
                    + "|prohibited|forbidden|lacks?|unable)\\b|n['’]t\\b",
            Pattern.CASE_INSENSITIVE);

    /** Words in which a sentence leaves open what it says. */
    private static final Pattern OPEN = Pattern.compile(
            "\\b(?:may|might|could|perhaps|possibly|reportedly|allegedly|proposed|planned|if|unless|whether|not only|no longer)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern AUXILIARY = Pattern.compile(
            "^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t)?\\s+|\\?+$",
            Pattern.CASE_INSENSITIVE);

    private Verdict() {}

    /**
     * Returns the verdict of the best sentence; empty where it does not tell.
     *
     * @param coverage how much of the question a text holds
     */
    static Optional<String> of(
            QuestionAnalysis question, FoundAnswer best, ToDoubleFunction<String> coverage, SupportJudge judge) {
        String sentence = best.sentenceText();
        String whole = best.context() + sentence;
        NameMatcher matcher = new NameMatcher(whole);
        boolean tells = coverage.applyAsDouble(whole) >= NEARLY_ALL
                && matcher.missing(question.names()).isEmpty()
                && matcher.missing(question.numbers()).isEmpty()
                && !OPEN.matcher(sentence).find()
                && !NEGATION.matcher(question.text()).find();
        if (!tells) {
            return Optional.empty();
        }
        String statement = AUXILIARY.matcher(question.text()).replaceAll("");
        List<Objection.Kind> objections =
                judge.judge(statement, best.candidate().document(), best.sentence()).objections().stream()
                        .map(Objection::kind)
                        .toList();
        if (objections.contains(Objection.Kind.NUMBER) || objections.contains(Objection.Kind.DATE)) {
            return Optional.empty();
        }
        boolean denied = NEGATION.matcher(sentence).find() || objections.contains(Objection.Kind.NEGATION);
        boolean turnedRound = objections.contains(Objection.Kind.OPPOSITE);
        // What is denied and turned round may well be so
        return denied && turnedRound ? Optional.empty() : Optional.of(denied || turnedRound ? "No" : "Yes");
    }
}
