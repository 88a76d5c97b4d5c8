package dev.footnote.chat;

import dev.footnote.Cancellation;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.NoSuchConversationException;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Turn;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a question in the conversation that its thread is. Safe for use by many threads. */
@Singleton
final class ThreadDialogue {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDialogue.class);

    private final Assistant assistant;
    private final Dialogue dialogue;
    private final ConversationStore conversations;
    private final ChatStore store;

    ThreadDialogue(Assistant assistant, Dialogue dialogue, ConversationStore conversations, ChatStore store) {
        this.assistant = assistant;
        this.dialogue = dialogue;
        this.conversations = conversations;
        this.store = store;
    }

    /** Answers, and keeps what the question's answer and its thread's conversation are; where that one has gone, another begins. */
    Dialogue.Told ask(ChatQuestion question, Cancellation cancellation, AnswerListener listener) {
        Optional<String> earlier = answerId(question);
        Dialogue.Told told;
        try {
            told = ask(question, place(question), cancellation, listener);
        } catch (NoSuchConversationException e) {
            LOG.info("The conversation of a thread in {} is not kept any more: it begins anew", question.channel());
            told = ask(question, Dialogue.Place.NEW, cancellation, listener);
        }
        store.answered(question, told.conversationId(), told.answer().id());
        // What it was answered in other words, or what could not be shown, nobody sees any more
        earlier.ifPresent(id -> conversations.forget(question.principal(), id));
        return told;
    }

    /** Forgets a question that is not asked any more, and its answer. */
    void forget(ChatQuestion question) {
        answerId(question).ifPresent(id -> conversations.forget(question.principal(), id));
    }

    private Optional<String> answerId(ChatQuestion question) {
        return store.find(question.channel(), question.id()).map(ChatStore.Kept::answerId);
    }

    private Dialogue.Told ask(
            ChatQuestion question, Dialogue.Place place, Cancellation cancellation, AnswerListener listener) {
        Scope scope = new Scope(question.collections(), Set.of(), Set.of(), Map.of(), null, null);
        return dialogue.ask(
                new Question(question.text()),
                place,
                question.principal(),
                scope,
                assistant.deadline(),
                cancellation,
                listener);
    }

    /** A question that was edited stands where it stood before: what followed from its earlier words does not count any more. */
    private Dialogue.Place place(ChatQuestion question) {
        Optional<String> conversation = store.conversation(question.channel(), question.thread());
        if (conversation.isEmpty()) {
            return Dialogue.Place.NEW;
        }
        Optional<Turn> earlier = answerId(question)
                .flatMap(id -> conversations.turns(question.principal(), conversation.get()).stream()
                        .filter(turn -> turn.answer().id().equals(id))
                        .findFirst());
        String parent = earlier.map(Turn::parentId).orElse(null);
        return new Dialogue.Place(conversation.get(), parent, earlier.isPresent() && parent == null);
    }
}
