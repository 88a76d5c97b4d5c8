package dev.footnote.chat;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How questions from chat programs are answered: {@code footnote.chat}.
 *
 * @param concurrentQuestions how many are answered at once, 1 to 1,000; of one asker at most half as many, and at least one
 * @param queue how many more may wait, 1 to 100,000; whoever asks beyond that is told so
 * @param perAsker how many of those that are answered or wait may be one asker's, 1 to 100,000; who asks more is told that there is no room
 * @param retry after how long it is tried again to show what a chat program did not take, more than 0s and at most 1 day; three times, and then at
 *     the next start
 * @param linkLifetime how long the link of a footnote opens its words, at most 3650 days
 */
@ConfigurationProperties("footnote.chat")
public record ChatConfiguration(
        @Bindable(defaultValue = "8") int concurrentQuestions,
        @Bindable(defaultValue = "64") int queue,
        @Bindable(defaultValue = "16") int perAsker,
        @Bindable(defaultValue = "10m") Duration retry,
        @Bindable(defaultValue = "30d") Duration linkLifetime) {

    private static final int MOST_CONCURRENT = 1_000;
    private static final int LONGEST_QUEUE = 100_000;
    private static final Duration LONGEST_RETRY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);

    /** Checks the ranges. */
    public ChatConfiguration {
        if (concurrentQuestions < 1 || concurrentQuestions > MOST_CONCURRENT) {
            throw new IllegalArgumentException("footnote.chat.concurrent-questions must be from 1 to " + MOST_CONCURRENT
                    + ", got " + concurrentQuestions);
        }
        if (queue < 1 || queue > LONGEST_QUEUE) {
            throw new IllegalArgumentException(
                    "footnote.chat.queue must be from 1 to " + LONGEST_QUEUE + ", got " + queue);
        }
        if (perAsker < 1 || perAsker > LONGEST_QUEUE) {
            throw new IllegalArgumentException(
                    "footnote.chat.per-asker must be from 1 to " + LONGEST_QUEUE + ", got " + perAsker);
        }
        if (retry.isNegative() || retry.isZero() || retry.compareTo(LONGEST_RETRY) > 0) {
            throw new IllegalArgumentException("footnote.chat.retry must be more than 0s and at most 1d, got " + retry);
        }
        if (linkLifetime.isNegative() || linkLifetime.isZero() || linkLifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "footnote.chat.link-lifetime must be more than 0s and at most 3650d, got " + linkLifetime);
        }
    }
}
