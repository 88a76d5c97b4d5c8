package dev.footnote.assistant;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a question counts as answered: {@code footnote.answer}.
 *
 * @param threshold the least chance that the answer is right, from 0 to 1, at which it is given (see {@code EvidenceScore}); higher
 *     refuses more
 * @param maxSentences the most sentences an extracted answer has, 1 to 10
 * @param nearest how many passages are offered where there is no answer, 0 to 20
 * @param timeout the longest a question may take
 */
@ConfigurationProperties("footnote.answer")
public record AnswerConfiguration(
        @Bindable(defaultValue = "0.25") double threshold,
        @Bindable(defaultValue = "3") int maxSentences,
        @Bindable(defaultValue = "3") int nearest,
        @Bindable(defaultValue = "30s") Duration timeout) {

    /** Checks the ranges. */
    public AnswerConfiguration {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("footnote.answer.threshold must be from 0 to 1, got " + threshold);
        }
        if (maxSentences < 1 || maxSentences > 10) {
            throw new IllegalArgumentException(
                    "footnote.answer.max-sentences must be from 1 to 10, got " + maxSentences);
        }
        if (nearest < 0 || nearest > 20) {
            throw new IllegalArgumentException("footnote.answer.nearest must be from 0 to 20, got " + nearest);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "footnote.answer.timeout must be more than 0 and at most 1h, got " + timeout);
        }
    }
}
