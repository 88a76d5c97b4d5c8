package dev.footnote.retrieval;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.HybridHit;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Finds the passages that may hold an answer: lexical and vector search, fused, and the best of them looked at and read. Safe for use by many threads.
 */
@Singleton
public final class Retriever {

    /** How many candidates are worth having for an answer. */
    public static final int DEPTH_FOR_ANSWERS = 20;

    /** How many of the best are looked at for how close together the query's words stand in them. */
    private static final int LOOKED_AT = 50;

    private static final int FEWEST_READ = 2;

    /** How many passages each of several forms contributes. */
    private static final int FORM_DEPTH = 60;

    /** In standard scores. */
    private static final double BEHIND_LAST = 0.3;

    private static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(candidate -> candidate.passage().documentId())
            .thenComparingInt(candidate -> candidate.passage().start());

    private final Encoder encoder;
    private final Reader reader;
    private final RetrievalConfiguration configuration;
    private final Synonyms synonyms;

    /** Makes one of the models in use, the configured sizes and weights, and the words of the house. */
    public Retriever(Encoder encoder, Reader reader, RetrievalConfiguration configuration, Synonyms synonyms) {
        this.encoder = encoder;
        this.reader = reader;
        this.configuration = configuration;
        this.synonyms = synonyms;
    }

    /**
     * Searches for a question in several forms and orders by the weighted mean of what each form found: a passage that a form has not found counts
     * as a little worse than the last that it has.
     *
     * @param queries the forms, the one that says most of a candidate first
     * @param limit how many to return at most
     * @return as {@link #search(Snapshot, Query, PassageFilter, int, Deadline)}
     */
    public List<Candidate> search(
            Snapshot snapshot, List<WeightedQuery> queries, PassageFilter filter, int limit, Deadline deadline) {
        if (queries.size() == 1) {
            return search(snapshot, queries.getFirst().query(), filter, limit, deadline);
        }
        int depth = Math.max(limit, FORM_DEPTH);
        List<List<Candidate>> found = queries.stream()
                .map(each -> search(snapshot, each.query(), filter, depth, deadline))
                .toList();
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        Map<String, Double> scores = new HashMap<>();
        found.forEach(list -> list.forEach(
                candidate -> candidates.putIfAbsent(candidate.passage().id(), candidate)));
        double weights = queries.stream().mapToDouble(WeightedQuery::weight).sum();
        for (int i = 0; i < queries.size(); i++) {
            double weight = queries.get(i).weight() / weights;
            Map<String, Double> form = found.get(i).stream()
                    .collect(Collectors.toMap(candidate -> candidate.passage().id(), Candidate::score));
            double absent = found.get(i).isEmpty() ? 0 : found.get(i).getLast().score() - BEHIND_LAST;
            candidates.keySet().forEach(id -> scores.merge(id, weight * form.getOrDefault(id, absent), Double::sum));
        }
        double best =
                scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return candidates.values().stream()
                .map(candidate -> candidate.scored(
                        Objects.requireNonNull(scores.get(candidate.passage().id())), best))
                .sorted(BEST_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Searches by words and by meaning, fuses both, and prefers passages in which the query's words stand close together. Where the snapshot's vectors cannot be compared with the encoder in use, words
     * alone decide.
     *
     * @param limit how many to return at most
     * @return best first; equal scores in the order of document id and start; not read yet
     * @throws dev.footnote.DeadlineExceededException if it could not be done in time
     */
    public List<Candidate> search(Snapshot snapshot, Query query, PassageFilter filter, int limit, Deadline deadline) {
        List<HybridHit> found = find(snapshot, query.text(), filter, deadline);
        double vectorWeight = snapshot.vectorsComparable() ? configuration.vectorWeight() : 0;
        List<PassageHit> fused = ScoreFusion.fuse(found, vectorWeight);
        Map<String, Double> similarities =
                found.stream().collect(Collectors.toMap(hit -> hit.scored(0).id(), HybridHit::similarity));
        ToDoubleFunction<String> proximity = snapshot.proximity(query.text());
        List<Close> closest = fused.stream()
                .limit(Math.max(limit, LOOKED_AT))
                .map(hit -> {
                    Passage passage = snapshot.passage(hit);
                    double raised = configuration.proximityWeight() * proximity.applyAsDouble(passage.text());
                    return new Close(hit, passage, hit.score() + raised);
                })
                .sorted(Comparator.comparingDouble(Close::score)
                        .reversed()
                        .thenComparing(Close::hit, PassageHit.BEST_FIRST))
                .limit(limit)
                .toList();
        ToDoubleFunction<String> coverage = snapshot.coverage(query.text());
        Map<String, Document> documents = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Close each : closest) {
            Document document = documents.computeIfAbsent(
                    each.hit.documentId(),
                    id -> snapshot.document(id, filter)
                            .orElseThrow(() -> new IllegalStateException(
                                    "a passage's document must be in the same snapshot: " + id)));
            candidates.add(new Candidate(
                    each.passage,
                    document,
                    Objects.requireNonNull(similarities.get(each.hit.id())),
                    coverage.applyAsDouble(synonyms.named(document.title() + "\n" + each.passage.text())),
                    each.score - closest.getFirst().score,
                    null,
                    each.score));
        }
        return candidates;
    }

    private List<HybridHit> find(Snapshot snapshot, String text, PassageFilter filter, Deadline deadline) {
        int count = configuration.candidates();
        if (snapshot.vectorsComparable()) {
            return snapshot.hybrid(text, encoder.encodeQuery(text, deadline), filter, count, deadline);
        }
        return snapshot.lexical(text, filter, count, deadline).stream()
                .map(hit -> new HybridHit(hit.documentId(), hit.start(), hit.end(), hit.score(), 0))
                .toList();
    }

    /**
     * Reads the best candidates for the question and orders all anew by what was found.
     *
     * @param candidates in the order of {@link #search}; the first {@code footnote.retrieval.read} are read, as far as
     *     {@code footnote.retrieval.read-characters} go
     * @param sharers how many questions share these
     * @return all of them, best first
     * @throws dev.footnote.DeadlineExceededException if it could not be done in time
     */
    public List<Candidate> read(String question, List<Candidate> candidates, int sharers, Deadline deadline) {
        int count = readable(candidates, sharers);
        List<String> texts = candidates.subList(0, count).stream()
                .map(candidate -> candidate.passage().text())
                .toList();
        List<Reading> readings = reader.read(question, texts, deadline);
        List<Candidate> read = new ArrayList<>(candidates);
        for (int i = 0; i < count; i++) {
            Candidate candidate = candidates.get(i);
            Reading reading = readings.get(i);
            double score = candidate.score() + configuration.readerWeight() * likelihood(reading.answerScore());
            read.set(i, candidate.read(reading, score));
        }
        read.sort(BEST_FIRST);
        return read;
    }

    private int readable(List<Candidate> candidates, int sharers) {
        int most = Math.min(Math.ceilDiv(configuration.read(), sharers), candidates.size());
        int left = configuration.readCharacters() / sharers;
        int count = 0;
        while (count < most) {
            left -= candidates.get(count).passage().span().length();
            if (left < 0 && count >= FEWEST_READ) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Returns candidates, best first, without those that only repeat a better one: the same text in another file, say. */
    public static List<Candidate> distinct(List<Candidate> candidates) {
        return NearDuplicates.without(candidates);
    }

    /** Returns the candidates of several searches, each passage once: the best of each, then the second of each, and so on. */
    public static List<Candidate> inTurn(List<List<Candidate>> searches) {
        int longest = searches.stream().mapToInt(List::size).max().orElse(0);
        Map<String, Candidate> taken = new LinkedHashMap<>();
        for (int rank = 0; rank < longest; rank++) {
            for (List<Candidate> search : searches) {
                if (rank < search.size()) {
                    taken.putIfAbsent(search.get(rank).passage().id(), search.get(rank));
                }
            }
        }
        return List.copyOf(taken.values());
    }

    /** The logistic function of the answer score, which is a difference of log-odds twice over (start and end): hence the half. */
    private static double likelihood(double answerScore) {
        return 1 / (1 + Math.exp(-answerScore / 2));
    }

    /** A passage whose score counts how close together the query's words stand in it. */
    private record Close(PassageHit hit, Passage passage, double score) {}
}
