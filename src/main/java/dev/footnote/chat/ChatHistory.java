package dev.footnote.chat;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Feedback;
import dev.footnote.conversation.Turn;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

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
        return conversations.rate(Principal.LOCAL, answerId, feedback);
    }

    /** Returns an answer that was given in a channel, if it is kept. */
    public Optional<Answer> answer(String channel, String answerId) {
        return store.answer(channel, answerId).map(ChatStore.Kept::conversationId).stream()
                .flatMap(conversation -> Stream.ofNullable(conversation))
                .flatMap(conversation -> conversations.turns(Principal.LOCAL, conversation).stream())
                .map(Turn::answer)
                .filter(answer -> answer.id().equals(answerId))
                .findFirst();
    }
}
