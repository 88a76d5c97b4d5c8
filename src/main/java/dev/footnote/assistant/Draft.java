package dev.footnote.assistant;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer before its citations are verified and numbered.
 *
 * @param status what became of the question
 * @param shortAnswer the few words asked for, where the question asks for such
 * @param confidence the chance that the best answer found is right, from 0 to 1, whether or not it was given
 * @param sentences what it says
 * @param nearest where there is no answer, the passages that came nearest, best first
 */
record Draft(
        AnswerStatus status,
        @Nullable String shortAnswer,
        double confidence,
        List<DraftSentence> sentences,
        List<Evidence> nearest) {

    Draft {
        sentences = List.copyOf(sentences);
        nearest = List.copyOf(nearest);
    }

    /**
     * A sentence of a draft.
     *
     * @param text what it says, on one line
     * @param evidence the words it rests on
     * @param support how surely they support it, from 0 to 1
     */
    record DraftSentence(String text, List<Evidence> evidence, double support) {

        DraftSentence {
            evidence = List.copyOf(evidence);
        }
    }
}
