package dev.footnote.evaluation;

import dev.footnote.Deadline;
import dev.footnote.assistant.Assistant;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.Encoder;
import dev.footnote.retrieval.RankingVariant;
import dev.footnote.retrieval.RankingVariant.Searched;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Compares ways of ordering what the searches find, on benchmark folders: how the settings of {@code footnote.retrieval} were chosen. Prints
 * each way's nDCG@10, recall@1 and recall@5 for each folder, and the difference of nDCG@10 from the prototype's with its 95 % interval (paired
 * bootstrap), for each folder and for their average. Arguments: folder of cached vectors, queries of each folder at most (0: all), folders.
 */
final class RankingAblation {

    private static final int DEPTH = 100;
    private static final String PRODUCT = "the product: the same, and read";

    /** By way and folder, what was measured. */
    private final Map<String, Map<String, Measurements>> measured = new LinkedHashMap<>();

    private RankingAblation() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        RankingAblation ablation = new RankingAblation();
        for (String folder : List.of(arguments).subList(2, arguments.length)) {
            ablation.measure(Path.of(folder), arguments[0], Integer.parseInt(arguments[1]));
        }
        ablation.print();
        System.exit(0);
    }

    private void measure(Path place, String vectors, int sample) throws IOException, InterruptedException {
        BenchmarkFolder folder = BenchmarkFolder.read(place);
        List<RankedQuery> queries = queries(folder, sample);
        Map<String, String> paths = new TreeMap<>();
        folder.corpus().forEach(document -> paths.put(document.id(), document.path()));
        PassageFilter filter = PassageFilter.collections(Set.of(BenchmarkFolder.COLLECTION));
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "footnote.data", Files.createTempDirectory("ablation").toString(),
                "footnote.collections.benchmark.folder", place.toString(),
                "footnote.evaluation.vectors", vectors))) {
            context.getBean(DocumentIndexing.class).index(folder.corpus(), done -> {});
            Encoder encoder = context.getBean(Encoder.class);
            try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                RetrievalEvaluation product = new RetrievalEvaluation(context.getBean(Assistant.class));
                for (RankedQuery query : queries) {
                    float[] vector = encoder.encodeQuery(query.text(), Deadline.distant());
                    ToDoubleFunction<String> proximity = snapshot.proximity(query.text());
                    Searched searched = new Searched(
                            snapshot.lexical(query.text(), filter, DEPTH, Deadline.distant()),
                            snapshot.nearest(vector, filter, DEPTH, Deadline.distant()),
                            snapshot.hybrid(query.text(), vector, filter, DEPTH, Deadline.distant()),
                            hit -> proximity.applyAsDouble(snapshot.passage(hit).text()));
                    for (RankingVariant variant : RankingVariant.all()) {
                        add(
                                variant.name(),
                                place,
                                query,
                                documents(query.id(), variant.rank().apply(searched), paths));
                    }
                    add(
                            PRODUCT,
                            place,
                            query,
                            RetrievalEvaluation.ranking(query.id(), product.candidates(query.text(), List.of())));
                }
            }
        }
    }

    private void add(String variant, Path place, RankedQuery query, List<RankedDocument> ranking) {
        Measurements measurements = measured.computeIfAbsent(variant, name -> new LinkedHashMap<>())
                .computeIfAbsent(String.valueOf(place.getFileName()), name -> new Measurements());
        RetrievalEvaluation.measure(measurements, new RankedQuery(query.id(), query.text(), ranking, query.relevant()));
    }

    private static List<RankedDocument> documents(String id, List<PassageHit> hits, Map<String, String> paths) {
        Map<String, RankedDocument> documents = new LinkedHashMap<>();
        for (PassageHit hit : hits) {
            String path = Objects.requireNonNull(paths.get(hit.documentId()));
            if (!path.equals(id)) {
                documents.putIfAbsent(path, new RankedDocument(path, hit.score()));
            }
        }
        return List.copyOf(documents.values());
    }

    private static List<RankedQuery> queries(BenchmarkFolder folder, int sample) {
        List<RankedQuery> queries = new ArrayList<>(Stream.concat(
                        folder.set().queries().stream()
                                .map(query -> new RankedQuery(query.id(), query.text(), List.of(), query.relevant())),
                        folder.set().questions().stream()
                                .filter(question -> question.answerable()
                                        && !question.document().isEmpty())
                                .map(question -> new RankedQuery(
                                        question.id(), question.text(), List.of(), Map.of(question.document(), 1))))
                .toList());
        Collections.shuffle(queries, new Random(29));
        return sample == 0 ? queries : queries.subList(0, Math.min(sample, queries.size()));
    }

    private void print() {
        Map<String, Measurements> prototype = Objects.requireNonNull(measured.get(RankingVariant.PROTOTYPE));
        measured.forEach((variant, byFolder) -> {
            List<Collection<Double>> differences = new ArrayList<>();
            System.out.println(variant);
            byFolder.forEach((folder, measurements) -> {
                Collection<Double> difference = differences(
                        measurements.of("ndcg@10"),
                        Objects.requireNonNull(prototype.get(folder)).of("ndcg@10"));
                differences.add(difference);
                System.out.printf(
                        Locale.ROOT,
                        "  %-14s n %4d  ndcg@10 %.4f  recall@1 %.4f  recall@5 %.4f  ndcg@10 %s%n",
                        folder,
                        measurements.count("ndcg@10"),
                        measurements.mean("ndcg@10"),
                        measurements.mean("recall@1"),
                        measurements.mean("recall@5"),
                        interval(List.of(difference)));
            });
            System.out.println("  average" + " ".repeat(60) + interval(differences));
        });
    }

    private static Collection<Double> differences(Map<String, Double> ours, Map<String, Double> theirs) {
        Map<String, Double> differences = new TreeMap<>();
        ours.forEach((query, value) -> differences.put(query, value - Objects.requireNonNull(theirs.get(query))));
        return differences.values();
    }

    private static String interval(List<Collection<Double>> parts) {
        double mean = parts.stream()
                .mapToDouble(part ->
                        part.stream().mapToDouble(Double::doubleValue).average().orElse(0))
                .average()
                .orElse(0);
        Interval interval = Bootstrap.interval(parts);
        return String.format(Locale.ROOT, "%+.4f (%+.4f to %+.4f)", mean, interval.low(), interval.high());
    }
}
