package dev.footnote.chat;

import dev.footnote.answer.Answer;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Feedback;
import dev.footnote.conversation.Turn;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What has been answered in chats: found again, and rated. Safe for use by many threads. */
@Singleton
public final class ChatHistory {

    private final ChatStore store;
    private final ConversationStore conversations;

    ChatHistory(ChatStore store, ConversationStore conversations) {
        this.store = store;
        this.conversations = conversations;
    }

    /** Tells whether something was answered in a thread before. */
    public boolean knows(String channel, String thread) {
        return store.conversation(channel, thread).isPresent();
    }

    /** Keeps what somebody thinks of an answer that was given in a channel; false if there is no such answer. */
    public boolean rate(String channel, String answerId, Feedback feedback) {
        return store.answer(channel, answerId)
                .filter(kept -> conversations.rate(kept.question().principal(), answerId, feedback))
                .isPresent();
    }

    /**
     * An answer that was given.
     *
     * @param question what was asked
     */
    public record Given(ChatQuestion question, Answer answer) {}

    /** Returns an answer that was given in a channel, if it is kept. */
    public Optional<Given> answer(String channel, String answerId) {
        return store.answer(channel, answerId)
                .flatMap(kept -> turns(kept).stream()
                        .map(Turn::answer)
                        .filter(answer -> answer.id().equals(answerId))
                        .findFirst()
                        .map(answer -> new Given(kept.question(), answer)));
    }

    private List<Turn> turns(ChatStore.Kept kept) {
        String conversation = kept.conversationId();
        return conversation == null
                ? List.of()
                : conversations.turns(kept.question().principal(), conversation);
    }
}
