package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Synonyms;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The chance that a span of a candidate passage answers the question, by logistic regression over what the reader says, what retrieval
 * says, how much of the question the passage and the sentence hold, and which of its names and numbers they lack.
 *
 * <p>The weights of retrieval and words were fitted on half of the questions of three public sets (natural questions, forum posts,
 * encyclopedia paragraphs, the unanswerable ones included) with the features that {@code EvidenceFeatures} writes, for the reader before this
 * one. For this one the reader's weight and the bias were chosen anew by hand, the reader's above what the fit gave, as it did better in refusing;
 * on the other half of natural questions, forum posts and articles held out of the reader's training a chance of 0.07 meant right in 0.13 of
 * cases, 0.29 in 0.37, 0.51 in 0.55, 0.71 in 0.72 and 0.88 in 0.85. The costs of missing names and numbers are set higher than fitted,
 * for those sets hold few near misses (right topic, wrong year or name), which a reader of this size gladly answers.
 */
final class EvidenceScore {

    private static final double BIAS = -5.1;
    private static final double ANSWER_SCORE = 0.2;
    private static final double LAG = 1.8;
    private static final double SIMILARITY = 4.1;
    private static final double PASSAGE_COVERAGE = 0.4;
    private static final double SENTENCE_COVERAGE = 2.75;

    /** What each name or number costs that is missing from the passage, its title and its headings. */
    private static final double MISSING_NAME = 1.5;

    private static final double MISSING_NUMBER = 3;

    /** The part of that cost for what stands in the passage but neither in the sentence nor in title and headings. */
    private static final double OUTSIDE_SENTENCE = 0.3;

    /** What it costs if the words are not of the kind that is asked for. */
    private static final double WRONG_KIND = 1;

    /** What it is worth if the sentence defines what is to be defined. */
    private static final double DEFINES = 1.5;

    private final QuestionAnalysis question;
    private final ToDoubleFunction<String> coverage;
    private final Candidate candidate;
    private final Synonyms synonyms;
    private final String context;
    private final Definition definition;
    private final double missingInPassage;

    /**
     * Scores the spans of one candidate.
     *
     * @param coverage how much of the question a text holds: see {@link dev.footnote.index.Snapshot#coverage}
     */
    EvidenceScore(
            QuestionAnalysis question, ToDoubleFunction<String> coverage, Candidate candidate, Synonyms synonyms) {
        this.question = question;
        this.coverage = coverage;
        this.candidate = candidate;
        this.synonyms = synonyms;
        this.context = candidate.document().title() + "\n"
                + String.join(
                        "\n",
                        candidate.document().headingPathAt(candidate.passage().start()))
                + "\n";
        this.definition = new Definition(question.terms());
        this.missingInPassage = missing(candidate.passage().text());
    }

    /**
     * Returns the chance, from 0 to 1, that a span is the answer.
     *
     * @param answer the words of the span that lie in its sentence, as a span of the document
     * @param sentences the span's sentence and, where it refers back, the one before it, as spans of the document
     */
    double of(AnswerSpan span, Span answer, List<Span> sentences) {
        String text = sentences.stream()
                .map(sentence -> sentence.of(candidate.document().text()))
                .collect(Collectors.joining(" "));
        double logOdds = BIAS
                + ANSWER_SCORE * span.answerScore()
                + LAG * candidate.lag()
                + SIMILARITY * candidate.similarity()
                + PASSAGE_COVERAGE * candidate.coverage()
                + SENTENCE_COVERAGE * coverage.applyAsDouble(context + text)
                - (ShortAnswer.fits(
                                question.type(), answer.of(candidate.document().text()))
                        ? 0
                        : WRONG_KIND)
                + (definition.isIn(sentences.getLast().of(candidate.document().text())) ? DEFINES : 0)
                - missingInPassage
                - OUTSIDE_SENTENCE * Math.max(0, missing(text) - missingInPassage);
        return 1 / (1 + Math.exp(-logOdds));
    }

    private double missing(String text) {
        if (question.names().isEmpty() && question.numbers().isEmpty()) {
            return 0;
        }
        NameMatcher matcher = new NameMatcher(synonyms.named(context + text));
        return MISSING_NAME * matcher.missing(question.names()).size()
                + MISSING_NUMBER * matcher.missing(question.numbers()).size();
    }
}
