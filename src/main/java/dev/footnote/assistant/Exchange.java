package dev.footnote.assistant;

import dev.footnote.answer.Citation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and answered before, in the same conversation.
 *
 * @param question the question as it was asked
 * @param understoodAs the question as it was understood
 * @param answer the answer's text; empty where there was none
 * @param shortAnswer the few words of the answer, where there were such
 * @param citations what the answer rests on
 */
public record Exchange(
        String question,
        String understoodAs,
        String answer,
        @Nullable String shortAnswer,
        List<Citation> citations) {

    public Exchange {
        citations = List.copyOf(citations);
    }
}
