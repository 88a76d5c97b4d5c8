package dev.footnote.chat.slack;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether Slack takes streams here: some plans, scopes and policies do not allow them. Safe for use by many threads. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackStreaming {

    private static final Logger LOG = LoggerFactory.getLogger(SlackStreaming.class);
    private static final long UNTIL_TRIED_AGAIN = Duration.ofHours(1).toNanos();
    private static final Set<String> PASSING = Set.of(SlackException.RATE_LIMITED, SlackException.UNKNOWN_OUTCOME);

    private final boolean wanted;
    private volatile boolean refused;
    private volatile long refusedAt;

    SlackStreaming(SlackConfiguration configuration) {
        this.wanted = configuration.streaming();
    }

    boolean works() {
        return wanted && (!refused || System.nanoTime() - refusedAt > UNTIL_TRIED_AGAIN);
    }

    void failed(SlackException failure) {
        if (!PASSING.contains(failure.error())) {
            refusedAt = System.nanoTime();
            refused = true;
            LOG.info("Answers are updated instead of streamed for an hour: {}", failure.getMessage());
        }
    }
}
