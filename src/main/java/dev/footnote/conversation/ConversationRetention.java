package dev.footnote.conversation;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes conversations that are too old or too many, once an hour. */
@Singleton
final class ConversationRetention {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationRetention.class);

    private final ConversationStore conversations;
    private final ConversationConfiguration configuration;

    ConversationRetention(ConversationStore conversations, ConversationConfiguration configuration) {
        this.conversations = conversations;
        this.configuration = configuration;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1h")
    void sweep() {
        int gone = conversations.sweep(Instant.now().minus(configuration.keep()), configuration.most());
        if (gone > 0) {
            LOG.info("{} conversations were deleted, as footnote.conversations says.", gone);
        }
    }
}
