package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import java.util.List;

/**
 * Hears how an answer comes about: {@link #started}, then {@link #retrieving}, {@link #reading} and {@link #found} as far as the question
 * needs them. Called in this order by the thread that asks; what it throws ends the answering.
 */
public interface AnswerListener {

    /** Hears nothing. */
    AnswerListener NONE = new AnswerListener() {};

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
}
