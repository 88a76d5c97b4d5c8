package dev.footnote.assistant;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.conversation.ConversationTurn;
import java.util.List;

/**
 * Something that people want to know and are not told: questions that mean nearly the same.
 *
 * @param turns the questions with what became of them, the newest first, at least one
 */
public record Gap(List<ConversationTurn> turns) {

    public Gap {
        turns = List.copyOf(turns);
    }

    /** Returns how many of the questions the documents did not answer, or only in part. */
    public long refused() {
        return turns.stream().filter(Gap::isRefused).count();
    }

    /** Returns how many were answered, and somebody said that the answer did not help. */
    public long disliked() {
        return turns.size() - refused();
    }

    private static boolean isRefused(ConversationTurn each) {
        AnswerStatus status = each.turn().answer().status();
        return status == AnswerStatus.NOT_FOUND || status == AnswerStatus.PARTIAL;
    }
}
