package dev.footnote.conversation;

import dev.footnote.answer.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question and its answer.
 *
 * @param number its place in the conversation, from 1, in the order in which answers came
 * @param parentId the id of the answer that it follows; null: it begins the conversation. Turns that follow the same one are branches
 * @param answer the answer, with the question as it was asked; its id is the turn's
 * @param feedback what the person thought of it; null: nothing was said
 * @param created when it was answered
 */
public record Turn(
        int number,
        @Nullable String parentId,
        Answer answer,
        @Nullable Feedback feedback,
        Instant created) {}
