package dev.footnote.web;

import dev.footnote.answer.Evidence;
import dev.footnote.assistant.Findings;
import dev.footnote.retrieval.Candidate;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.stream.IntStream;

/** {@link Findings} on the wire. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record SearchResponse(
        List<PassageResponse> passages, long generation, String indexState, AnswerResponse.TimingsResponse timingsMs) {

    static SearchResponse of(Findings findings) {
        List<Candidate> candidates = findings.candidates();
        return new SearchResponse(
                IntStream.range(0, candidates.size())
                        .mapToObj(i -> PassageResponse.of(i + 1, candidates.get(i)))
                        .toList(),
                findings.generation(),
                AnswerResponse.name(findings.indexState()),
                AnswerResponse.TimingsResponse.of(findings.timings()));
    }

    /** A found passage: where it stands, in the shape of a citation, and its score. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record PassageResponse(double score, CitationResponse passage) {

        static PassageResponse of(int index, Candidate candidate) {
            Evidence evidence =
                    new Evidence(candidate.document(), candidate.passage().span());
            return new PassageResponse(candidate.score(), CitationResponse.of(evidence.cite(index, -1)));
        }
    }
}
