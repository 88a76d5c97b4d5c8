package dev.footnote.web;

import dev.footnote.answer.Alternative;
import dev.footnote.answer.Answer;
import dev.footnote.answer.Sentence;
import dev.footnote.answer.Timings;
import dev.footnote.assistant.Dialogue;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An {@link Answer} on the wire. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record AnswerResponse(
        String id,
        @Nullable String conversationId,
        String status,
        String question,
        String understoodAs,
        @Nullable String shortAnswer,
        double confidence,
        String answer,
        List<SentenceResponse> sentences,
        List<CitationResponse> citations,
        int citationsDropped,
        List<AlternativeResponse> alternatives,
        List<String> unanswered,
        List<CitationResponse> nearest,
        String finishReason,
        @Nullable String interruption,
        long generation,
        String indexState,
        String backend,
        boolean fallback,
        TimingsResponse timingsMs) {

    static AnswerResponse of(Dialogue.Told told) {
        return of(told.answer(), told.conversationId());
    }

    static AnswerResponse of(Answer answer, @Nullable String conversationId) {
        return new AnswerResponse(
                answer.id(),
                conversationId,
                name(answer.status()),
                answer.question(),
                answer.understoodAs(),
                answer.shortAnswer(),
                twoDecimals(answer.confidence()),
                answer.text(),
                answer.sentences().stream().map(SentenceResponse::of).toList(),
                answer.citations().stream().map(CitationResponse::of).toList(),
                answer.citationsDropped(),
                answer.alternatives().stream().map(AlternativeResponse::of).toList(),
                answer.unanswered(),
                answer.nearest().stream().map(CitationResponse::of).toList(),
                name(answer.finishReason()),
                answer.interruption(),
                answer.generation(),
                name(answer.indexState()),
                answer.backend(),
                answer.fallback(),
                TimingsResponse.of(answer.timings()));
    }

    /** Returns the name of a constant as the wire has it. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static double twoDecimals(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** A {@link Sentence} on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record SentenceResponse(int start, int end, List<Integer> citations, double support) {

        static SentenceResponse of(Sentence sentence) {
            return new SentenceResponse(
                    sentence.start(), sentence.end(), sentence.citations(), twoDecimals(sentence.support()));
        }
    }

    /** An {@link Alternative} on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record AlternativeResponse(String shortAnswer, int citation) {

        static AlternativeResponse of(Alternative alternative) {
            return new AlternativeResponse(alternative.shortAnswer(), alternative.citation());
        }
    }

    /** {@link Timings} on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record TimingsResponse(long understand, long retrieve, long read, long answer) {

        static TimingsResponse of(Timings timings) {
            return new TimingsResponse(timings.understand(), timings.retrieve(), timings.read(), timings.answer());
        }
    }
}
