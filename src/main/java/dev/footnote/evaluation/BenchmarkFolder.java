package dev.footnote.evaluation;

import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A folder of questions over a corpus, in this layout, of which it may lack anything but the corpus:
 *
 * <ul>
 *   <li>{@code corpus.jsonl}: {@code {"_id", "title"?, "text"}}, a document or a ready-made passage a line;
 *   <li>{@code queries.jsonl} with {@code qrels.tsv}: {@code {"_id", "text"}} and, under a header line, {@code query-id corpus-id score}
 *       between tabs: retrieval;
 *   <li>{@code questions.jsonl}: {@code {"_id", "text", "answers", "evidence"?, "document"?}}: answering. Empty answers: the corpus does not
 *       answer it; evidence: gold sentences; document: the gold corpus id.
 * </ul>
 *
 * @param name the folder's name
 * @param corpus the documents, in the order of the file
 * @param queries questions with graded documents
 * @param questions questions with gold answers
 */
public record BenchmarkFolder(
        String name, List<Document> corpus, List<BenchmarkQuery> queries, List<BenchmarkQuestion> questions) {

    /** The collection that the corpus is indexed as. */
    public static final String COLLECTION = "benchmark";

    public BenchmarkFolder {
        corpus = List.copyOf(corpus);
        queries = List.copyOf(queries);
        questions = List.copyOf(questions);
    }

    /**
     * Reads a folder.
     *
     * @throws BenchmarkException if it is not as it must be; the message names the file, the line and the field
     */
    public static BenchmarkFolder read(Path folder) {
        Path corpusFile = folder.resolve("corpus.jsonl");
        if (!Files.isRegularFile(corpusFile)) {
            throw new BenchmarkException(folder + " must hold a corpus.jsonl, but there is none.");
        }
        List<Document> corpus = JsonLines.read(corpusFile, BenchmarkFolder::document);
        Set<String> ids = new HashSet<>();
        corpus.forEach(document -> {
            if (!ids.add(document.path())) {
                throw new BenchmarkException(
                        corpusFile + ": each _id must occur once, but this occurs twice: " + document.path());
            }
        });
        Path queries = folder.resolve("queries.jsonl");
        Path questions = folder.resolve("questions.jsonl");
        return new BenchmarkFolder(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                corpus,
                Files.exists(queries) ? queries(queries, folder.resolve("qrels.tsv"), ids) : List.of(),
                Files.exists(questions) ? JsonLines.read(questions, row -> question(row, ids)) : List.of());
    }

    private static Document document(JsonLines.Row row) {
        String id = row.text("_id");
        String text = Normalizer.normalize(row.text("text"), Normalizer.Form.NFC);
        String title = row.textOr("title", "");
        return new Document(
                DocumentId.of(COLLECTION, id),
                COLLECTION,
                id,
                ContentHash.of(text),
                title.strip(),
                null,
                null,
                text,
                List.of());
    }

    private static BenchmarkQuestion question(JsonLines.Row row, Set<String> ids) {
        String document = row.textOr("document", "");
        List<String> answers = row.texts("answers");
        return new BenchmarkQuestion(
                row.text("_id"),
                row.text("text"),
                answers,
                row.texts("evidence"),
                ids.contains(document) ? document : "");
    }

    private static List<BenchmarkQuery> queries(Path queries, Path judgements, Set<String> ids) {
        Map<String, Map<String, Integer>> relevant = judgements(judgements, ids);
        return JsonLines.read(queries, row -> row).stream()
                .map(row -> new BenchmarkQuery(
                        row.text("_id"), row.text("text"), relevant.getOrDefault(row.text("_id"), Map.of())))
                .filter(query -> !query.relevant().isEmpty())
                .toList();
    }

    private static Map<String, Map<String, Integer>> judgements(Path file, Set<String> ids) {
        Map<String, Map<String, Integer>> relevant = new HashMap<>();
        int number = 1;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            lines.readLine(); // the header
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                String[] fields = line.split("\t", -1);
                if (fields.length != 3 || !fields[2].strip().matches("-?\\d{1,6}")) {
                    throw new BenchmarkException(file + ", line " + number
                            + ": expected query-id, corpus-id and a whole score between tabs, found: " + line);
                }
                if (!ids.contains(fields[1])) {
                    throw new BenchmarkException(file + ", line " + number
                            + ", field corpus-id: expected an _id of corpus.jsonl, found: " + fields[1]);
                }
                int score = Integer.parseInt(fields[2].strip());
                if (score > 0) {
                    relevant.computeIfAbsent(fields[0], id -> new HashMap<>()).put(fields[1], score);
                }
            }
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be read after line " + number + ": " + e, e);
        }
        return relevant;
    }
}
