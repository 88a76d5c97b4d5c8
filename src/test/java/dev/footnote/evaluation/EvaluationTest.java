package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole evaluations on tiny models: what is measured is of no worth, that it is measured is. */
class EvaluationTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = Files.createDirectories(parent.resolve("folder"));
    }

    @Test
    void aBenchmarkFolderIsMeasuredInAllItsKinds() throws Exception {
        write("corpus.jsonl", """
                {"_id": "a", "text": "Six frigates sailed to Korea."}
                {"_id": "b", "text": "Cats sleep most of the day."}
                {"_id": "c", "text": "Six frigates sailed to Korea and came back."}
                """);
        write("queries.jsonl", "{\"_id\": \"a\", \"text\": \"Six frigates sailed to Korea.\"}\n");
        write("qrels.tsv", "query-id\tcorpus-id\tscore\na\tc\t1\n");
        write("questions.jsonl", """
                {"_id": "q1", "text": "How many frigates sailed?", "answers": ["Six"], "document": "a"}
                {"_id": "q2", "text": "Why do dogs bark?", "answers": []}
                """);
        write(
                "answerability.jsonl",
                "{\"_id\": \"t1\", \"text\": \"Where do fish swim?\", \"answerable\": \"UNANSWERABLE\"}\n");

        try (ApplicationContext context = context()) {
            EvaluationReport report =
                    context.getBean(Evaluation.class).run(BenchmarkFolder.read(folder), 0, (stage, done, total) -> {});

            assertThat(report.counts())
                    .containsEntry("queries", 2)
                    .containsEntry("questions_answerable", 1)
                    .containsEntry("questions_unanswerable", 2);
            assertThat(report.rankings().getFirst().documents())
                    .as("a document with the query's own id is no candidate")
                    .doesNotContain("a")
                    .contains("c");
            assertThat(report.rankings().get(1).documents()).contains("a");
            assertThat(report.values()).containsKeys("ndcg@10", "recall@1", "f1", "refused_unanswerable", "confidence");
            assertThat(report.settings())
                    .containsEntry("settings.encoder", "tiny-encoder")
                    .containsEntry("settings.reader", "tiny-reader")
                    .containsEntry("settings.sample", "all")
                    .containsKeys(
                            "settings.splitter",
                            "settings.seed",
                            "settings.retrieval.vector-weight",
                            "settings.answer.threshold");
        }
    }

    @Test
    void anOwnFolderIsSyncedAloneAndMeasured() throws Exception {
        write("ships.md", "# Ships\n\nSix frigates sailed to Korea.\n");
        write("cats.txt", "Cats sleep most of the day.\n");
        Path questions = parent.resolve("questions.jsonl");
        Files.writeString(questions, """
                {"question": "How many frigates sailed to Korea?", "expected": "six", "document": "ships.md"}
                {"question": "What do cats do?", "expected": ["sleep"]}
                {"question": "Why do dogs bark?"}
                """);

        try (ApplicationContext context = context()) {
            EvaluationReport report = context.getBean(Evaluation.class)
                    .run(FolderQuestions.read(folder, questions), 0, (stage, done, total) -> {});

            assertThat(report.counts())
                    .containsEntry("queries", 1)
                    .containsEntry("questions_answerable", 2)
                    .containsEntry("questions_unanswerable", 1);
            assertThat(report.rankings().getFirst().documents()).containsExactlyInAnyOrder("ships.md", "cats.txt");
        }
    }

    private ApplicationContext context() throws IOException {
        Path work = Files.createDirectories(parent.resolve("work"));
        return ApplicationContext.run(Map.of(
                "footnote.data", work.resolve("data").toString(),
                "footnote.models", "src/test/resources/models",
                "footnote.encoder", "tiny-encoder",
                "footnote.reader", "tiny-reader",
                "footnote.collections.benchmark.folder", folder.toString(),
                "footnote.collections.other.folder", folder.resolve("absent").toString(),
                "footnote.evaluation.vectors", work.resolve("vectors").toString()));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }
}
