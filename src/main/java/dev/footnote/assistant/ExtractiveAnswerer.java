package dev.footnote.assistant;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.inference.Reading;
import dev.footnote.retrieval.Candidate;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers with the documents' own words and no language model: the short answer where the question asks for one, and the sentences
 * that carry it.
 */
@Singleton
final class ExtractiveAnswerer {

    /** How much weaker than the best a further sentence's evidence may be. */
    private static final double FURTHER_SENTENCE = 2;

    private final AnswerConfiguration configuration;
    private final SentenceSplitter splitter = new SentenceSplitter();

    ExtractiveAnswerer(AnswerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Answers from passages that have been read.
     *
     * @param candidates best first
     */
    Draft answer(QuestionAnalysis question, List<Candidate> candidates) {
        List<Found> found = find(question, candidates);
        double confidence =
                found.isEmpty() ? 0 : EvidenceScore.likelihood(found.getFirst().evidence());
        if (found.isEmpty() || found.getFirst().evidence() < configuration.threshold()) {
            return new Draft(AnswerStatus.NOT_FOUND, null, confidence, List.of(), nearest(candidates));
        }
        Found best = found.getFirst();
        List<Found> chosen = question.type().asksForShortAnswer() ? List.of(best) : explaining(best, found);
        String shortAnswer = question.type().asksForShortAnswer() ? best.words() : null;
        return new Draft(AnswerStatus.ANSWERED, shortAnswer, confidence, sentences(chosen), List.of());
    }

    private List<Found> find(QuestionAnalysis question, List<Candidate> candidates) {
        List<Found> found = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Reading reading = candidate.reading();
            if (reading == null) {
                continue;
            }
            EvidenceScore score = new EvidenceScore(question, candidate);
            PassageSentences sentences = new PassageSentences(candidate.document(), candidate.passage(), splitter);
            for (AnswerSpan span : reading.spans()) {
                int offset = candidate.passage().start();
                Span answer = new Span(offset + span.start(), offset + span.end());
                Span sentence = sentences.around(answer);
                found.add(new Found(candidate, sentences, answer, sentence, score.of(span, sentence)));
            }
        }
        found.sort(Found.BEST_FIRST);
        return found;
    }

    /** Sentences that say more than the best one, as long as the evidence for them is about as good. */
    private List<Found> explaining(Found best, List<Found> found) {
        double least = Math.max(configuration.threshold(), best.evidence() - FURTHER_SENTENCE);
        List<Found> chosen = new ArrayList<>();
        for (Found candidate : found) {
            boolean repeats = chosen.stream().anyMatch(candidate::repeats);
            if (candidate.evidence() >= least && !repeats && chosen.size() < configuration.maxSentences()) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    private List<Draft.DraftSentence> sentences(List<Found> chosen) {
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        for (Found found : inReadingOrder(chosen)) {
            for (Span span : found.sentences().selfContained(found.sentence())) {
                Evidence evidence = new Evidence(found.candidate().document(), span);
                boolean said = sentences.stream()
                        .anyMatch(sentence -> sentence.evidence().contains(evidence));
                if (!said && sentences.size() < configuration.maxSentences()) {
                    String text = evidence.quote().replaceAll("\\s+", " ");
                    double support = EvidenceScore.likelihood(found.evidence());
                    sentences.add(new Draft.DraftSentence(text, List.of(evidence), support));
                }
            }
        }
        return sentences;
    }

    /** The best document first, and each document's sentences as they stand in it. */
    private static List<Found> inReadingOrder(List<Found> chosen) {
        List<String> documents =
                chosen.stream().map(Found::documentId).distinct().toList();
        return chosen.stream()
                .sorted(Comparator.comparingInt((Found found) -> documents.indexOf(found.documentId()))
                        .thenComparingInt(found -> found.sentence().start()))
                .toList();
    }

    private List<Evidence> nearest(List<Candidate> candidates) {
        return candidates.stream()
                .limit(configuration.nearest())
                .map(candidate ->
                        new Evidence(candidate.document(), candidate.passage().span()))
                .toList();
    }

    /** A span that may answer, with the sentence it stands in. Offsets are those of the document. */
    private record Found(Candidate candidate, PassageSentences sentences, Span answer, Span sentence, double evidence) {

        private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::evidence)
                .reversed()
                .thenComparing(Found::documentId)
                .thenComparingInt(found -> found.answer().start());

        String documentId() {
            return candidate.document().id();
        }

        String words() {
            return answer.of(candidate.document().text()).replaceAll("\\s+", " ");
        }

        boolean repeats(Found other) {
            boolean sameText = sentence.of(candidate.document().text())
                    .equals(other.sentence().of(other.candidate().document().text()));
            return sameText || (documentId().equals(other.documentId()) && sentence.overlaps(other.sentence()));
        }
    }
}
