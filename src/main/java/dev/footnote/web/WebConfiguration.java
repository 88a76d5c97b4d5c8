package dev.footnote.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the service meets the network: {@code footnote.web}.
 *
 * @param concurrentQuestions how many questions and searches are worked on at once, 1 to 10,000; more are turned away with 503
 * @param questionsPerMinute how many questions and searches one key or visitor, and one address, may ask in a minute, 1 to 100,000; more are turned
 *     away with 429. Without keys there is no such limit
 * @param clientAddressHeader the header in which a proxy in front of the service tells the address it was asked from, as
 *     {@code X-Forwarded-For}; null: there is no proxy, and such headers mean nothing
 * @param abandonedAfter how long nobody may listen to what a language model writes until it is called off, at most 10 minutes; whoever comes
 *     back within that time goes on
 */
@ConfigurationProperties("footnote.web")
record WebConfiguration(
        @Bindable(defaultValue = "32") int concurrentQuestions,
        @Bindable(defaultValue = "60") int questionsPerMinute,
        @Nullable String clientAddressHeader,
        @Bindable(defaultValue = "500ms") Duration abandonedAfter) {

    private static final Duration LONGEST_ABANDONED = Duration.ofMinutes(10);

    WebConfiguration {
        if (concurrentQuestions < 1 || concurrentQuestions > 10_000) {
            throw new IllegalArgumentException(
                    "footnote.web.concurrent-questions must be from 1 to 10000, got " + concurrentQuestions);
        }
        if (questionsPerMinute < 1 || questionsPerMinute > 100_000) {
            throw new IllegalArgumentException(
                    "footnote.web.questions-per-minute must be from 1 to 100000, got " + questionsPerMinute);
        }
        if (abandonedAfter.isNegative() || abandonedAfter.compareTo(LONGEST_ABANDONED) > 0) {
            throw new IllegalArgumentException(
                    "footnote.web.abandoned-after must be from 0s to 10m, got " + abandonedAfter);
        }
    }
}
