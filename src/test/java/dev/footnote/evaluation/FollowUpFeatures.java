package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.Deadline;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes what a search finds for the forms in which a question of a conversation may be searched (as asked, with what was said before it), one
 * JSON object a query: what the weights of follow-ups are chosen by. Arguments: folder of cached vectors, queries of each folder at most (0:
 * all), output file, folders.
 */
final class FollowUpFeatures {

    private static final int DEPTH = 60;
    private static final int LONGEST = 1500;

    private FollowUpFeatures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        try (PrintWriter out = new PrintWriter(arguments[2], StandardCharsets.UTF_8)) {
            for (String place : List.of(arguments).subList(3, arguments.length)) {
                BenchmarkFolder folder = BenchmarkFolder.read(Path.of(place));
                List<BenchmarkQuery> queries = new ArrayList<>(folder.set().queries());
                Collections.shuffle(queries, new Random(7));
                int most = Integer.parseInt(arguments[1]);
                Map<String, String> rewritten = rewritten(json, Path.of(place, "queries-rewritten.jsonl"));
                try (ApplicationContext context = ApplicationContext.run(Map.of(
                        "footnote.data",
                        Files.createTempDirectory("follow-ups").toString(),
                        "footnote.collections.benchmark.folder",
                        place,
                        "footnote.evaluation.vectors",
                        arguments[0]))) {
                    context.getBean(DocumentIndexing.class).index(folder.corpus(), done -> {});
                    Retriever retriever = context.getBean(Retriever.class);
                    try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                        queries.stream()
                                .limit(most == 0 ? queries.size() : most)
                                .parallel()
                                .map(query -> features(json, retriever, snapshot, query, place, rewritten))
                                .forEachOrdered(out::println);
                    }
                }
            }
        }
        System.exit(0);
    }

    private static String features(
            ObjectMapper json,
            Retriever retriever,
            Snapshot snapshot,
            BenchmarkQuery query,
            String place,
            Map<String, String> rewritten) {
        List<String> user = said(query, "user");
        List<String> assistant = said(query, "assistant");
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("asked", query.text());
        if (rewritten.containsKey(query.id())) {
            forms.put("human", rewritten.get(query.id()));
        }
        if (!query.history().isEmpty()) {
            forms.put("users", joined(query.text(), user.reversed()));
            forms.put(
                    "lastUser",
                    joined(query.text(), user.reversed().stream().limit(1).toList()));
            forms.put("firstUser", joined(query.text(), user.stream().limit(1).toList()));
            forms.put(
                    "lastAnswer",
                    joined(query.text(), assistant.reversed().stream().limit(1).toList()));
            forms.put(
                    "all",
                    joined(
                            query.text(),
                            query.history().reversed().stream()
                                    .map(HistoryTurn::text)
                                    .toList()));
            forms.put(
                    "historyOnly",
                    joined(
                            "",
                            query.history().reversed().stream()
                                    .map(HistoryTurn::text)
                                    .toList()));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        forms.forEach((name, text) -> {
            List<Candidate> candidates = retriever.search(
                    snapshot,
                    new Query(text.strip()
                            .substring(0, Math.min(LONGEST, text.strip().length()))),
                    PassageFilter.collections(Set.of(BenchmarkFolder.COLLECTION)),
                    DEPTH,
                    Deadline.distant());
            found.put(
                    name,
                    candidates.stream()
                            .map(candidate -> List.of(
                                    candidate.document().path(),
                                    candidate.document().title(),
                                    candidate.score(),
                                    candidate.similarity(),
                                    candidate.coverage()))
                            .toList());
        });
        try {
            return json.writeValueAsString(Map.of(
                    "set", Path.of(place).getFileName().toString(),
                    "id", query.id(),
                    "text", query.text(),
                    "history", query.history(),
                    "relevant", query.relevant(),
                    "found", found));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> said(BenchmarkQuery query, String role) {
        return query.history().stream()
                .filter(turn -> turn.role().equals(role))
                .map(HistoryTurn::text)
                .toList();
    }

    private static String joined(String text, List<String> others) {
        List<String> all = new ArrayList<>(List.of(text));
        all.addAll(others);
        return String.join("\n", all);
    }

    private static Map<String, String> rewritten(ObjectMapper json, Path file) throws IOException {
        Map<String, String> rewritten = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                rewritten.put(
                        json.readTree(line).get("_id").asText(),
                        json.readTree(line).get("text").asText());
            }
        }
        return rewritten;
    }
}
