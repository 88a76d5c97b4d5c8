package dev.footnote.evaluation;

import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.FinishReason;
import dev.footnote.answer.Sentence;
import dev.footnote.answer.Timings;
import dev.footnote.index.IndexState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to measure. */
final class Answers {

    private Answers() {}

    static Answer refusal(double confidence) {
        return answer(
                AnswerStatus.NOT_FOUND, null, confidence, "The documents do not answer this question.", List.of());
    }

    /** An answer whose sentences are what it cites. */
    static Answer citing(@Nullable String shortAnswer, double confidence, Citation... citations) {
        StringBuilder text = new StringBuilder();
        List<Sentence> sentences = new ArrayList<>();
        for (Citation citation : citations) {
            int start = text.length();
            text.append(citation.quote());
            sentences.add(new Sentence(start, text.length(), List.of(citation.index()), confidence));
            text.append("[").append(citation.index()).append("] ");
        }
        Answer bare = answer(
                AnswerStatus.ANSWERED, shortAnswer, confidence, text.toString().strip(), List.of(citations));
        return withSentences(bare, sentences);
    }

    static Citation citation(int index, String document, int start, String quote) {
        return new Citation(
                index,
                document,
                "benchmark",
                document,
                "hash",
                "title",
                null,
                List.of(),
                null,
                start,
                start + quote.length(),
                quote,
                index - 1);
    }

    private static Answer answer(
            AnswerStatus status,
            @Nullable String shortAnswer,
            double confidence,
            String text,
            List<Citation> citations) {
        return new Answer(
                "id",
                status,
                "What?",
                "What?",
                shortAnswer,
                confidence,
                text,
                List.of(),
                citations,
                0,
                List.of(),
                List.of(),
                List.of(),
                FinishReason.COMPLETE,
                null,
                1,
                IndexState.READY,
                "extractive",
                false,
                new Timings(0, 0, 0, 0));
    }

    private static Answer withSentences(Answer answer, List<Sentence> sentences) {
        return new Answer(
                answer.id(),
                answer.status(),
                answer.question(),
                answer.understoodAs(),
                answer.shortAnswer(),
                answer.confidence(),
                answer.text(),
                sentences,
                answer.citations(),
                0,
                List.of(),
                List.of(),
                List.of(),
                FinishReason.COMPLETE,
                null,
                1,
                IndexState.READY,
                "extractive",
                false,
                answer.timings());
    }
}
