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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A folder of questions over a corpus, in this layout, of which it may lack anything but the corpus:
 *
 * <ul>
 *   <li>{@code corpus.jsonl}: {@code {"_id", "title"?, "text"}}, a document or a ready-made passage a line;
 *   <li>{@code queries.jsonl} with {@code qrels.tsv}: {@code {"_id", "text", "history"?}} and, under a header line, {@code query-id corpus-id score}
 *       between tabs: retrieval;
 *   <li>{@code questions.jsonl}: {@code {"_id", "text", "history"?, "answers", "evidence"?, "document"?}}: answering. Empty answers: the corpus does not
 *       answer it; evidence: gold sentences; document: the gold corpus id;
 *   <li>{@code answerability.jsonl}: {@code {"_id", "text", "history"?, "answerable"}}: refusing. {@code PARTIAL} counts as
 *       {@code ANSWERABLE}, the other kind is {@code UNANSWERABLE}, and {@code CONVERSATIONAL} rows are left out.
 * </ul>
 *
 * <p>A {@code history} is a list of {@code {"role", "text"}}, oldest first.
 *
 * @param corpus the documents, in the order of the file
 * @param set the questions
 */
public record BenchmarkFolder(List<Document> corpus, QuestionSet set) {

    /** The collection that the corpus is indexed as. */
    public static final String COLLECTION = "benchmark";

    private static final List<String> ANSWERABILITY =
            List.of("ANSWERABLE", "PARTIAL", "UNANSWERABLE", "CONVERSATIONAL");

    public BenchmarkFolder {
        corpus = List.copyOf(corpus);
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
        List<Document> corpus = JsonLines.readDistinct(corpusFile, "_id", Document::path, BenchmarkFolder::document);
        Set<String> ids = corpus.stream().map(Document::path).collect(Collectors.toUnmodifiableSet());
        Path queries = folder.resolve("queries.jsonl");
        Path questions = folder.resolve("questions.jsonl");
        Path answerability = folder.resolve("answerability.jsonl");
        return new BenchmarkFolder(
                corpus,
                new QuestionSet(
                        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
                        Files.exists(queries) ? queries(queries, folder.resolve("qrels.tsv"), ids) : List.of(),
                        Files.exists(questions)
                                ? JsonLines.readDistinct(
                                        questions, "_id", BenchmarkQuestion::id, row -> question(row, ids))
                                : List.of(),
                        Files.exists(answerability) ? answerability(answerability) : List.of()));
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
                List.of(),
                List.of(),
                Map.of());
    }

    private static BenchmarkQuestion question(JsonLines.Row row, Set<String> ids) {
        String document = row.textOr("document", "");
        List<String> answers = row.texts("answers");
        return new BenchmarkQuestion(
                row.text("_id"),
                row.question("text"),
                row.history(),
                answers,
                row.texts("evidence"),
                ids.contains(document) ? document : "");
    }

    private static List<BenchmarkQuery> queries(Path queries, Path judgements, Set<String> ids) {
        Map<String, Map<String, Integer>> relevant = judgements(judgements, ids);
        return JsonLines.readDistinct(
                        queries,
                        "_id",
                        BenchmarkQuery::id,
                        row -> new BenchmarkQuery(
                                row.text("_id"),
                                row.text("text"),
                                row.history(),
                                relevant.getOrDefault(row.text("_id"), Map.of())))
                .stream()
                .filter(query -> !query.relevant().isEmpty())
                .toList();
    }

    private static List<AnswerabilityQuestion> answerability(Path file) {
        return JsonLines.readDistinct(file, "_id", row -> row.text("_id"), BenchmarkFolder::labelled).stream()
                .filter(row -> !row.text("answerable").equals("CONVERSATIONAL"))
                .map(row -> new AnswerabilityQuestion(
                        row.text("_id"),
                        row.question("text"),
                        row.history(),
                        !row.text("answerable").equals("UNANSWERABLE")))
                .toList();
    }

    private static JsonLines.Row labelled(JsonLines.Row row) {
        if (!ANSWERABILITY.contains(row.text("answerable"))) {
            throw row.failure("answerable", "one of " + String.join(", ", ANSWERABILITY), row.text("answerable"));
        }
        return row;
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
