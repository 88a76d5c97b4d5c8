package dev.footnote.evaluation;

import dev.footnote.answer.Answer;
import java.util.List;

/**
 * What was answered to a question.
 *
 * @param id the question's id
 * @param answerable whether the corpus answers it
 * @param expected gold answers; empty where none are known
 * @param answer what was answered
 */
record AnsweredQuestion(String id, boolean answerable, List<String> expected, Answer answer) {

    AnsweredQuestion {
        expected = List.copyOf(expected);
    }
}
