package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.retrieval.Candidate;

/**
 * How strongly a span of a candidate passage speaks for being the answer, in log-odds: what the reader says, what retrieval says, less
 * what the question names and the passage does not. The last is what tells near misses (right topic, wrong year or name) from answers:
 * a reader of this size gladly answers for another war.
 */
final class EvidenceScore {

    /** What a fused retrieval score of 1 is worth. */
    private static final double RETRIEVAL = 2;

    /** What each name or number costs that is missing from the passage, its title and its headings. */
    private static final double MISSING_NAME = 2.5;

    private static final double MISSING_NUMBER = 5;

    /** The part of that cost for what stands in the passage but not in the sentence of the answer or in the document's title. */
    private static final double OUTSIDE_SENTENCE = 0.25;

    private final QuestionAnalysis question;
    private final Candidate candidate;
    private final String title;
    private final double missingInPassage;

    /** Scores the spans of one candidate. */
    EvidenceScore(QuestionAnalysis question, Candidate candidate) {
        this.question = question;
        this.candidate = candidate;
        this.title = candidate.document().title() + " "
                + String.join(
                        " ",
                        candidate.document().headingPathAt(candidate.passage().start()));
        this.missingInPassage = cost(candidate.passage().text());
    }

    /** Returns the evidence for a span whose sentence stands at {@code sentence} in the document. */
    double of(AnswerSpan span, Span sentence) {
        double missingInSentence = cost(sentence.of(candidate.document().text()));
        return span.answerScore()
                + RETRIEVAL * candidate.fused()
                - missingInPassage
                - OUTSIDE_SENTENCE * Math.max(0, missingInSentence - missingInPassage);
    }

    private double cost(String text) {
        if (question.names().isEmpty() && question.numbers().isEmpty()) {
            return 0;
        }
        NameMatcher matcher = new NameMatcher(title + " " + text);
        return MISSING_NAME * matcher.missing(question.names()).size()
                + MISSING_NUMBER * matcher.missing(question.numbers()).size();
    }

    /** Returns the evidence as a likelihood from 0 to 1. */
    static double likelihood(double evidence) {
        return 1 / (1 + Math.exp(-evidence / 2));
    }
}
