package dev.footnote.assistant;

import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.inference.Reading;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Synonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Weighs every span that the reader found in the candidates. Safe for use by many threads. */
final class AnswerFinder {

    private final SentenceSplitter splitter = new SentenceSplitter();
    private final Synonyms synonyms;

    AnswerFinder(Synonyms synonyms) {
        this.synonyms = synonyms;
    }

    /**
     * Returns what may answer the question, likeliest first.
     *
     * @param coverage how much of the question a text holds: see {@link dev.footnote.index.Snapshot#coverage}
     * @param candidates passages, of which those that have not been read are passed over
     */
    List<FoundAnswer> find(QuestionAnalysis question, ToDoubleFunction<String> coverage, List<Candidate> candidates) {
        List<FoundAnswer> found = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Reading reading = candidate.reading();
            if (reading == null) {
                continue;
            }
            EvidenceScore score = new EvidenceScore(question, coverage, candidate, synonyms);
            PassageSentences sentences = new PassageSentences(candidate.document(), candidate.passage(), splitter);
            int offset = candidate.passage().start();
            List<AnswerSpan> spans = new ArrayList<>(reading.spans());
            spans.addAll(definitions(question, candidate, reading));
            for (AnswerSpan span : spans) {
                Span read = new Span(offset + span.start(), offset + span.end());
                Span sentence = sentences.around(read);
                Span answer = new Span(Math.max(read.start(), sentence.start()), Math.min(read.end(), sentence.end()));
                found.add(new FoundAnswer(
                        candidate,
                        sentences,
                        answer,
                        sentence,
                        span.answerScore(),
                        score.of(span, answer, sentences.selfContained(sentence))));
            }
        }
        found.sort(FoundAnswer.BEST_FIRST);
        return found;
    }

    /** The sentences that define what is to be defined or compared, where the reader found nothing in them: as good as no answer to it. */
    private List<AnswerSpan> definitions(QuestionAnalysis question, Candidate candidate, Reading reading) {
        if (question.terms().isEmpty()) {
            return List.of();
        }
        Definition definition = new Definition(question.terms());
        return splitter.split(candidate.passage().text()).stream()
                .filter(sentence ->
                        definition.isIn(sentence.of(candidate.passage().text())))
                .filter(sentence -> reading.spans().stream()
                        .noneMatch(span -> sentence.overlaps(new Span(span.start(), span.end()))))
                .map(sentence ->
                        new AnswerSpan(sentence.start(), sentence.end(), reading.nullScore(), reading.nullScore()))
                .toList();
    }
}
