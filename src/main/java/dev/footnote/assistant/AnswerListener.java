package dev.footnote.assistant;

import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears how an answer comes about: {@link #conversing} and {@link #started}, then {@link #retrieving}, {@link #reading} and {@link #found} as far as the question
 * needs them, and where a language model answers, {@link #generating} and {@link #text}. Called in this order by the thread that asks; what
 * it throws ends the answering. Only {@link #cited} is called by other threads, one at a time, and never after the answer is there.
 */
public interface AnswerListener {

    /** Hears nothing. */
    AnswerListener NONE = new AnswerListener() {};

    /**
     * Called first, where the question belongs to a conversation or begins one.
     *
     * @param conversationId the conversation's id; null: conversations are not kept
     */
    default void conversing(@Nullable String conversationId) {}

    /**
     * Called before anything is searched.
     *
     * @param id the id that the answer will have
     */
    default void started(String id) {}

    /** Called before passages are searched. */
    default void retrieving() {}

    /** Called before passages are read. */
    default void reading() {}

    /**
     * Called when passages have been read.
     *
     * @param passages the best of them, best first
     */
    default void found(List<Evidence> passages) {}

    /** Called before a language model is asked. */
    default void generating() {}

    /**
     * Called as a language model writes.
     *
     * @param piece what it has written next, without footnote marks, harmless and not checked yet; never empty
     */
    default void text(String piece) {}

    /**
     * Called when a sentence of a language model's has been checked and words that it rests on were found.
     *
     * @param citation the words; {@code sentence} counts the sentences so far
     * @param after where the sentence ends in the pieces, joined
     */
    default void cited(Citation citation, int after) {}
}
