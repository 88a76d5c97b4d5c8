package dev.footnote.chat;

import dev.footnote.conversation.ConversationConfiguration;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/** Deletes what is kept of chats for as long as conversations are, once an hour. */
@Singleton
final class ChatRetention {

    private final ChatStore store;
    private final ConversationConfiguration retention;

    ChatRetention(ChatStore store, ConversationConfiguration retention) {
        this.store = store;
        this.retention = retention;
    }

    @Scheduled(initialDelay = "2m", fixedDelay = "1h")
    void sweep() {
        store.sweep(retention.isOn() ? retention.keep() : ChatStore.DELIVERIES_KEPT);
    }
}
