package dev.footnote.assistant;

/** There is no conversation with this id, or no answer with this id in it, that the asker may see. */
public final class NoSuchConversationException extends RuntimeException {

    NoSuchConversationException() {
        super(
                "There is no conversation with this id, or no such answer in it. Leave out conversation_id to begin one.");
    }
}
