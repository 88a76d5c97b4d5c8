package dev.footnote.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How the service meets the network: {@code footnote.web}.
 *
 * @param concurrentQuestions how many questions and searches are worked on at once, 1 to 10,000; more are turned away with 503
 */
@ConfigurationProperties("footnote.web")
record WebConfiguration(@Bindable(defaultValue = "32") int concurrentQuestions) {

    WebConfiguration {
        if (concurrentQuestions < 1 || concurrentQuestions > 10_000) {
            throw new IllegalArgumentException(
                    "footnote.web.concurrent-questions must be from 1 to 10000, got " + concurrentQuestions);
        }
    }
}
