package dev.footnote.retrieval;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.Encoder;
import dev.footnote.inference.Reader;
import dev.footnote.inference.Reading;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finds the passages that may hold an answer: lexical and vector search, fused, and the best of them read. Safe for use by many threads.
 */
@Singleton
public final class Retriever {

    /** How many candidates are worth having for an answer. */
    public static final int DEPTH_FOR_ANSWERS = 20;

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(candidate -> candidate.passage().documentId())
            .thenComparingInt(candidate -> candidate.passage().start());

    private final Encoder encoder;
    private final Reader reader;
    private final RetrievalConfiguration configuration;

    /** Makes one of the models in use and the configured sizes and weights. */
    public Retriever(Encoder encoder, Reader reader, RetrievalConfiguration configuration) {
        this.encoder = encoder;
        this.reader = reader;
        this.configuration = configuration;
    }

    /**
     * Searches by words and by meaning and fuses both. Where the snapshot's vectors cannot be compared with the encoder in use, words
     * alone decide.
     *
     * @param limit how many to return at most
     * @return best first; equal scores in the order of document id and start; not read yet
     * @throws dev.footnote.DeadlineExceededException if it could not be done in time
     */
    public List<Candidate> search(Snapshot snapshot, Query query, PassageFilter filter, int limit, Deadline deadline) {
        List<PassageHit> lexical = snapshot.lexical(query.text(), filter, configuration.candidates(), deadline);
        List<PassageHit> nearest = List.of();
        if (snapshot.vectorsComparable()) {
            float[] vector = encoder.encodeQuery(query.text(), deadline);
            nearest = snapshot.nearest(vector, filter, configuration.candidates(), deadline);
        }
        double vectorWeight = snapshot.vectorsComparable() ? configuration.vectorWeight() : 0;
        List<PassageHit> hits = ScoreFusion.fuse(lexical, nearest, vectorWeight);
        Map<String, Double> similarities =
                nearest.stream().collect(Collectors.toMap(PassageHit::id, PassageHit::score));
        double least = nearest.isEmpty() ? 0 : nearest.getLast().score();
        ToDoubleFunction<String> coverage = snapshot.coverage(query.text());
        Map<String, Document> documents = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (PassageHit hit : hits.subList(0, Math.min(limit, hits.size()))) {
            Document document = documents.computeIfAbsent(
                    hit.documentId(),
                    id -> snapshot.document(id, filter)
                            .orElseThrow(() -> new IllegalStateException(
                                    "a passage's document must be in the same snapshot: " + id)));
            Passage passage = snapshot.passage(hit);
            candidates.add(new Candidate(
                    passage,
                    document,
                    similarities.getOrDefault(hit.id(), least),
                    coverage.applyAsDouble(document.title() + "\n" + passage.text()),
                    hit.score(),
                    null,
                    hit.score()));
        }
        return candidates;
    }

    /**
     * Reads the best candidates for the question and orders all anew by what was found.
     *
     * @param candidates in the order of {@link #search}; the first {@code footnote.retrieval.read} are read
     * @return all of them, best first
     * @throws dev.footnote.DeadlineExceededException if it could not be done in time
     */
    public List<Candidate> read(String question, List<Candidate> candidates, Deadline deadline) {
        int count = Math.min(configuration.read(), candidates.size());
        List<String> texts = candidates.subList(0, count).stream()
                .map(candidate -> candidate.passage().text())
                .toList();
        List<Reading> readings = reader.read(question, texts, deadline);
        List<Candidate> read = new ArrayList<>(candidates);
        for (int i = 0; i < count; i++) {
            Candidate candidate = candidates.get(i);
            Reading reading = readings.get(i);
            double score = candidate.fused() + configuration.readerWeight() * likelihood(reading.answerScore());
            read.set(i, candidate.read(reading, score));
        }
        read.sort(BEST_FIRST);
        return read;
    }

    /** The logistic function of the answer score, which is a difference of log-odds twice over (start and end): hence the half. */
    private static double likelihood(double answerScore) {
        return 1 / (1 + Math.exp(-answerScore / 2));
    }
}
