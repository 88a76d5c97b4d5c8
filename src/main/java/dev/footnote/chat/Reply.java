package dev.footnote.chat;

import dev.footnote.answer.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Shows one answer in a chat program: {@link #begin}, then {@link #text} as a language model writes, then {@link #answered} or {@link #say}.
 * Used by one thread.
 */
public interface Reply {

    /** Shows that the question has arrived. */
    void begin();

    /** Shows what a language model has written next, if that can be done quickly: {@link #answered} brings the whole anyway. */
    void text(String piece);

    /**
     * Shows the answer, in place of all before it.
     *
     * @throws ChannelException if it could not be shown
     */
    void answered(Answer answer);

    /**
     * Shows words of our own in place of an answer.
     *
     * @throws ChannelException if they could not be shown
     */
    void say(String words);

    /** Ends what is shown where it is, since nothing more follows: the question has changed or is gone. Does nothing where nothing need be ended. */
    default void abandon() {}

    /** Returns how the chat program calls what is shown; null: nothing is, or it has no name. */
    @Nullable
    String handle();
}
