package dev.footnote.evaluation;

import java.util.List;

/**
 * A question of which it is known only whether the corpus answers it.
 *
 * @param id its {@code _id}
 * @param text what is asked
 * @param history what was said before, oldest first
 * @param answerable whether the corpus answers it, at least in part
 */
public record AnswerabilityQuestion(String id, String text, List<HistoryTurn> history, boolean answerable) {

    public AnswerabilityQuestion {
        history = List.copyOf(history);
    }
}
