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
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Answers with the documents' own words and no language model: the short answer where the question asks for one, and the sentences
 * that carry it.
 */
@Singleton
final class ExtractiveAnswerer {

    /** The least part of the best sentence's chance that a further sentence must have. */
    private static final double FURTHER_SENTENCE = 0.75;

    /** A sentence that stood in a list is said without the mark of the list; its citation keeps it. */
    private static final Pattern LIST_MARK = Pattern.compile("^(?:[-*•]|\\d{1,3}[.)])\\s+");

    private final AnswerConfiguration configuration;
    private final SentenceSplitter splitter = new SentenceSplitter();

    ExtractiveAnswerer(AnswerConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Answers from passages that have been read.
     *
     * @param coverage how much of the question a text holds: see {@link dev.footnote.index.Snapshot#coverage}
     * @param candidates best first
     */
    Draft answer(QuestionAnalysis question, ToDoubleFunction<String> coverage, List<Candidate> candidates) {
        List<Found> found = find(question, coverage, candidates);
        double confidence = found.isEmpty() ? 0 : found.getFirst().chance();
        if (confidence < configuration.threshold() || found.isEmpty()) {
            return new Draft(AnswerStatus.NOT_FOUND, null, confidence, List.of(), nearest(candidates));
        }
        Found best = found.getFirst();
        List<Found> chosen = question.type().asksForShortAnswer() ? List.of(best) : explaining(best, found);
        boolean fits = ShortAnswer.fits(question.type(), best.words());
        String shortAnswer =
                question.type().asksForShortAnswer() && fits ? ShortAnswer.of(question.type(), best.words()) : null;
        return new Draft(AnswerStatus.ANSWERED, shortAnswer, confidence, sentences(chosen), List.of());
    }

    private List<Found> find(QuestionAnalysis question, ToDoubleFunction<String> coverage, List<Candidate> candidates) {
        List<Found> found = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Reading reading = candidate.reading();
            if (reading == null) {
                continue;
            }
            EvidenceScore score = new EvidenceScore(question, coverage, candidate);
            PassageSentences sentences = new PassageSentences(candidate.document(), candidate.passage(), splitter);
            for (AnswerSpan span : reading.spans()) {
                int offset = candidate.passage().start();
                Span read = new Span(offset + span.start(), offset + span.end());
                Span sentence = sentences.around(read);
                Span answer = new Span(Math.max(read.start(), sentence.start()), Math.min(read.end(), sentence.end()));
                found.add(new Found(
                        candidate,
                        sentences,
                        answer,
                        sentence,
                        score.of(span, answer, sentences.selfContained(sentence))));
            }
        }
        found.sort(Found.BEST_FIRST);
        return found;
    }

    /** Sentences that say more than the best one, as long as their chance is about as good. */
    private List<Found> explaining(Found best, List<Found> found) {
        double least = Math.max(configuration.threshold(), FURTHER_SENTENCE * best.chance());
        List<Found> chosen = new ArrayList<>();
        for (Found candidate : found) {
            boolean repeats = chosen.stream().anyMatch(candidate::repeats);
            if (candidate.chance() >= least && !repeats && chosen.size() < configuration.maxSentences()) {
                chosen.add(candidate);
            }
        }
        return chosen;
    }

    private List<Draft.DraftSentence> sentences(List<Found> chosen) {
        List<Draft.DraftSentence> sentences = new ArrayList<>();
        int room = configuration.maxSentences() - chosen.size();
        for (Found found : inReadingOrder(chosen)) {
            List<Span> spans = found.sentences().selfContained(found.sentence());
            // What only explains the answer's sentence must not take its place
            List<Span> fitting = room > 0 ? spans : spans.subList(spans.size() - 1, spans.size());
            room -= fitting.size() - 1;
            for (Span span : fitting) {
                Evidence evidence = new Evidence(found.candidate().document(), span);
                boolean said = sentences.stream()
                        .anyMatch(sentence -> sentence.evidence().contains(evidence));
                if (!said) {
                    String text =
                            LIST_MARK.matcher(evidence.quote()).replaceFirst("").replaceAll("\\s+", " ");
                    sentences.add(new Draft.DraftSentence(text, List.of(evidence), found.chance()));
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
    private record Found(Candidate candidate, PassageSentences sentences, Span answer, Span sentence, double chance) {

        private static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::chance)
                .reversed()
                .thenComparing(Found::documentId)
                .thenComparingInt(found -> found.answer().start());

        String documentId() {
            return candidate.document().id();
        }

        String words() {
            return answer.of(candidate.document().text());
        }

        boolean repeats(Found other) {
            boolean sameText = sentence.of(candidate.document().text())
                    .equals(other.sentence().of(other.candidate().document().text()));
            return sameText || (documentId().equals(other.documentId()) && sentence.overlaps(other.sentence()));
        }
    }
}
