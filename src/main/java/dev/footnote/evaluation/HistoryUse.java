package dev.footnote.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is made of that which was said before a question. */
public enum HistoryUse {
    /** The product understands the question by it. */
    UNDERSTOOD,
    /** Nothing: the last turn alone is asked. */
    NONE,
    /** What the user has said before stands before the question. */
    CONCATENATED,
    /** A person has written the question anew, in {@code queries-rewritten.jsonl}, so that it stands by itself. */
    REWRITTEN;

    /**
     * Returns a benchmark folder's questions, made ready.
     *
     * @param folder where the rewritten ones are
     * @throws BenchmarkException if they are needed and not there
     */
    public BenchmarkFolder prepare(BenchmarkFolder benchmark, Path folder) {
        if (this == UNDERSTOOD) {
            return benchmark;
        }
        Map<String, String> rewritten = this == REWRITTEN ? rewritten(folder) : Map.of();
        QuestionSet set = benchmark.set();
        return new BenchmarkFolder(
                benchmark.corpus(),
                new QuestionSet(
                        set.name(),
                        set.queries().stream()
                                .map(query -> new BenchmarkQuery(
                                        query.id(),
                                        text(query.id(), query.text(), query.history(), rewritten),
                                        List.of(),
                                        query.relevant()))
                                .toList(),
                        set.questions().stream()
                                .map(question -> new BenchmarkQuestion(
                                        question.id(),
                                        text(question.id(), question.text(), question.history(), rewritten),
                                        List.of(),
                                        question.answers(),
                                        question.evidence(),
                                        question.document()))
                                .toList(),
                        set.answerability().stream()
                                .map(question -> new AnswerabilityQuestion(
                                        question.id(),
                                        text(question.id(), question.text(), question.history(), rewritten),
                                        List.of(),
                                        question.answerable()))
                                .toList()));
    }

    private String text(String id, String text, List<HistoryTurn> history, Map<String, String> rewritten) {
        return switch (this) {
            case UNDERSTOOD, NONE -> text;
            case CONCATENATED ->
                Stream.concat(
                                history.stream()
                                        .filter(turn -> turn.role().equals("user"))
                                        .map(HistoryTurn::text),
                                Stream.of(text))
                        .collect(Collectors.joining("\n"));
            case REWRITTEN -> rewritten.getOrDefault(id, text);
        };
    }

    private static Map<String, String> rewritten(Path folder) {
        Path file = folder.resolve("queries-rewritten.jsonl");
        if (!Files.isRegularFile(file)) {
            throw new BenchmarkException(folder + " must hold a queries-rewritten.jsonl, but there is none.");
        }
        Map<String, String> rewritten = new LinkedHashMap<>();
        JsonLines.readDistinct(file, "_id", Map.Entry::getKey, row -> Map.entry(row.text("_id"), row.text("text")))
                .forEach(entry -> rewritten.put(entry.getKey(), entry.getValue()));
        return rewritten;
    }
}
