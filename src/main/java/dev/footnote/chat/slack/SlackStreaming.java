package dev.footnote.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether Slack takes streams in a channel: some plans, scopes and policies do not allow them, and some channels and people cannot have them.
 * Safe for use by many threads.
 */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackStreaming {

    private static final Logger LOG = LoggerFactory.getLogger(SlackStreaming.class);
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofHours(1);
    private static final int MOST_CHANNELS = 10_000;

    private final boolean wanted;
    private final Cache<String, SlackException> refused = Caffeine.newBuilder()
            .maximumSize(MOST_CHANNELS)
            .expireAfterWrite(UNTIL_TRIED_AGAIN)
            .build();

    SlackStreaming(SlackConfiguration configuration) {
        this.wanted = configuration.streaming();
    }

    boolean works(String channel) {
        return wanted && refused.getIfPresent(channel) == null;
    }

    void failed(String channel, SlackException failure) {
        if (!failure.isPassing()) {
            refused.put(channel, failure);
            LOG.info("Answers in {} are updated instead of streamed for an hour: {}", channel, failure.getMessage());
        }
    }
}
