package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void corpus() throws IOException {
        write("corpus.jsonl", """
                {"_id": "a", "title": "Ships", "text": "Six frigates sailed."}

                {"_id": "b", "text": "Cats sleep."}
                """);
    }

    @Test
    void readsAllKindsOfQuestions() throws IOException {
        write("queries.jsonl", """
                {"_id": "q1", "text": "frigates", "history": [{"role": "user", "text": "Hello"}]}
                {"_id": "q2", "text": "nothing is relevant to this"}
                """);
        write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\ta\t2\nq1\tb\t0\n");
        write("questions.jsonl", """
                {"_id": "s1", "text": "How many?", "answers": ["six"], "evidence": ["Six frigates sailed."], "document": "a"}
                {"_id": "s2", "text": "How few?", "answers": [], "document": "elsewhere"}
                """);
        write("answerability.jsonl", """
                {"_id": "t1", "text": "How?", "history": [], "answerable": "PARTIAL"}
                {"_id": "t2", "text": "Why?", "answerable": "UNANSWERABLE"}
                {"_id": "t3", "text": "!", "answerable": "CONVERSATIONAL"}
                {"_id": "t4", "text": "Who?", "answerable": "ANSWERABLE"}
                """);

        BenchmarkFolder read = BenchmarkFolder.read(folder);

        assertThat(read.corpus())
                .extracting(document -> document.path() + " " + document.title())
                .containsExactly("a Ships", "b ");
        assertThat(read.set().queries()).singleElement().satisfies(query -> {
            assertThat(query.relevant()).isEqualTo(Map.of("a", 2));
            assertThat(query.history()).containsExactly(new HistoryTurn("user", "Hello"));
        });
        assertThat(read.set().questions())
                .extracting(BenchmarkQuestion::answerable)
                .containsExactly(true, false);
        assertThat(read.set().questions())
                .extracting(BenchmarkQuestion::document)
                .containsExactly("a", "");
        assertThat(read.set().answerability())
                .extracting(question -> question.id() + " " + question.answerable())
                .containsExactly("t1 true", "t2 false", "t4 true");
    }

    @Test
    void aFolderNeedsACorpusAndNothingElse() throws IOException {
        assertThat(BenchmarkFolder.read(folder).set().queries()).isEmpty();

        Files.delete(folder.resolve("corpus.jsonl"));
        assertThatThrownBy(() -> BenchmarkFolder.read(folder))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("must hold a corpus.jsonl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"text": "x"}                                        | line 1, field _id: expected a text, found no such field
            {"_id": "1", "text": 5, "answers": []}               | line 1, field text: expected a text, found NUMBER
            {"_id": "1", "text": "x", "answers": "six"}          | line 1, field answers: expected a list of texts, found STRING
            {"_id": "1", "text": "x", "answers": [6]}            | line 1, field answers: expected a list of texts, found a list with NUMBER
            {"_id": "1", "text": "x", "history": [{"role": "u"}]} | line 1, field history: expected a list of {"role", "text"}
            {"_id": "1", "text": "?!"}                           | line 1, field text: The question must contain at least one word
            [1]                                                  | line 1: expected a JSON object, found ARRAY
            {"_id":                                              | line 1: expected a JSON object, found: Unexpected end-of-input
            """)
    void aMistakeInAQuestionIsNamedByFileLineAndField(String line, String message) throws IOException {
        write("questions.jsonl", line + "\n");

        assertThatThrownBy(() -> BenchmarkFolder.read(folder))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining(folder.resolve("questions.jsonl") + ", " + message);
    }

    @Test
    void anIdMayStandOnceOnly() throws IOException {
        write("questions.jsonl", "{\"_id\": \"1\", \"text\": \"x\"}\n".repeat(2));

        assertThatThrownBy(() -> BenchmarkFolder.read(folder))
                .hasMessageEndingWith("questions.jsonl, line 2, field _id: expected a value that no other line has,"
                        + " found 1, as in line 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            q1,a,1   | line 2: expected query-id, corpus-id and a whole score between tabs, found: q1,a,1
            q1;a;0.5 | line 2: expected query-id, corpus-id and a whole score between tabs
            q1;z;1   | line 2, field corpus-id: expected an _id of corpus.jsonl, found: z
            """)
    void aMistakeInAJudgementIsNamedByFileAndLine(String row, String message) throws IOException {
        write("queries.jsonl", "{\"_id\": \"q1\", \"text\": \"x\"}\n");
        write("qrels.tsv", "query-id\tcorpus-id\tscore\n" + row.replace(';', '\t') + "\n");

        assertThatThrownBy(() -> BenchmarkFolder.read(folder))
                .hasMessageContaining(folder.resolve("qrels.tsv") + ", " + message);
    }

    @Test
    void answerabilityIsOneOfFourWords() throws IOException {
        write("answerability.jsonl", "{\"_id\": \"1\", \"text\": \"x\", \"answerable\": \"MAYBE\"}\n");

        assertThatThrownBy(() -> BenchmarkFolder.read(folder))
                .hasMessageEndingWith("line 1, field answerable: expected one of ANSWERABLE, PARTIAL, UNANSWERABLE,"
                        + " CONVERSATIONAL, found MAYBE");
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }
}
