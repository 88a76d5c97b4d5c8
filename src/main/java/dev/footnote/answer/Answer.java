package dev.footnote.answer;

import dev.footnote.index.IndexState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as every surface shows it.
 *
 * @param id unguessable, one per answer
 * @param status what became of the question
 * @param question the question as it was asked
 * @param understoodAs the question as it was searched
 * @param shortAnswer the few words asked for, such as a number, a date or a name, where the question asks for such
 * @param confidence the chance that the best answer found is right, from 0 to 1, whether or not it was given
 * @param text the whole answer, each sentence followed by its footnote marks such as {@code [1]}
 * @param sentences where the sentences stand in {@code text}
 * @param citations the footnotes, in the order of their numbers
 * @param citationsDropped how many citations could not be verified and were removed
 * @param alternatives where documents disagree, the short answers they give, likeliest first; else empty
 * @param unanswered where only a part is answered, the parts that are not; else empty
 * @param nearest for a question without an answer, or a part without one, the passages that came nearest
 * @param finishReason how the answer came to its end
 * @param interruption where it was cut off, why, for people to read; else null
 * @param generation the generation of the index it was answered from
 * @param indexState how complete that generation is
 * @param backend what wrote it: {@code extractive}, {@code curated} or the name of a language model's provider
 * @param fallback whether {@code backend} stood in for another that failed
 * @param timings how long each stage took
 */
public record Answer(
        String id,
        AnswerStatus status,
        String question,
        String understoodAs,
        @Nullable String shortAnswer,
        double confidence,
        String text,
        List<Sentence> sentences,
        List<Citation> citations,
        int citationsDropped,
        List<Alternative> alternatives,
        List<String> unanswered,
        List<Citation> nearest,
        FinishReason finishReason,
        @Nullable String interruption,
        long generation,
        IndexState indexState,
        String backend,
        boolean fallback,
        Timings timings) {

    public Answer {
        sentences = List.copyOf(sentences);
        citations = List.copyOf(citations);
        alternatives = List.copyOf(alternatives);
        unanswered = List.copyOf(unanswered);
        nearest = List.copyOf(nearest);
    }
}
