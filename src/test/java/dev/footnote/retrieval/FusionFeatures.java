package dev.footnote.retrieval;

import dev.footnote.Deadline;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.Encoder;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the raw scores of both searches for the queries of a benchmark folder, as tab-separated values: what ways of fusing them are
 * compared on. Arguments: folder, output file, folder of cached vectors, sample size.
 */
final class FusionFeatures {

    private static final int DEPTH = 100;

    private FusionFeatures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkFolder folder = BenchmarkFolder.read(Path.of(arguments[0]));
        List<Judged> queries = new ArrayList<>(Stream.concat(
                        folder.set().queries().stream()
                                .map(query -> new Judged(query.id(), query.text(), query.relevant())),
                        folder.set().questions().stream()
                                .filter(question -> question.answerable()
                                        && !question.document().isEmpty())
                                .map(question ->
                                        new Judged(question.id(), question.text(), Map.of(question.document(), 1))))
                .toList());
        Collections.shuffle(queries, new Random(29));
        Map<String, String> paths = new HashMap<>();
        folder.corpus().forEach(document -> paths.put(document.id(), document.path()));
        Path data = Files.createTempDirectory("fusion");
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                        "footnote.data", data.toString(),
                        "footnote.collections.benchmark.folder", arguments[0],
                        "footnote.evaluation.vectors", arguments[2]));
                PrintWriter out = new PrintWriter(arguments[1], StandardCharsets.UTF_8)) {
            context.getBean(DocumentIndexing.class).index(folder.corpus(), done -> {});
            Encoder encoder = context.getBean(Encoder.class);
            PassageFilter filter = PassageFilter.collections(Set.of(BenchmarkFolder.COLLECTION));
            try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                for (Judged query : queries.subList(0, Math.min(queries.size(), Integer.parseInt(arguments[3])))) {
                    Deadline deadline = Deadline.distant();
                    write(out, query, "L", paths, snapshot.lexical(query.text, filter, DEPTH, deadline));
                    float[] vector = encoder.encodeQuery(query.text, deadline);
                    write(out, query, "V", paths, snapshot.nearest(vector, filter, DEPTH, deadline));
                }
            }
        }
    }

    private static void write(
            PrintWriter out, Judged query, String kind, Map<String, String> paths, List<PassageHit> hits) {
        for (PassageHit hit : hits) {
            String document = Objects.requireNonNull(paths.get(hit.documentId()));
            out.println(String.join(
                    "\t",
                    query.id,
                    kind,
                    hit.id(),
                    document,
                    String.format(Locale.ROOT, "%.5f", hit.score()),
                    query.relevant.getOrDefault(document, 0).toString(),
                    String.join(
                            ",",
                            query.relevant.values().stream()
                                    .map(String::valueOf)
                                    .toList()),
                    document.equals(query.id) ? "own" : "-",
                    Integer.toString(query.text.split("\\s+", -1).length)));
        }
    }

    private record Judged(String id, String text, Map<String, Integer> relevant) {}
}
