package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.corpus.CorpusFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderQuestionsTest {

    @TempDir
    private Path parent;

    private Path folder;
    private Path file;

    @BeforeEach
    void documents() throws IOException {
        folder = Files.createDirectories(parent.resolve("documents"));
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/ships.txt"), "Six frigates sailed.");
        file = parent.resolve("own.jsonl");
    }

    @Test
    void expectedIsOneTextOrManyOrNone() throws IOException {
        Files.writeString(file, """
                {"question": "How many?", "expected": "six", "document": "deep/ships.txt"}
                {"question": "Which?", "expected": ["frigates", "ships"]}
                {"question": "Why?"}
                {"question": "Who?", "expected": ""}
                {"question": "When?", "expected": []}
                """);

        QuestionSet set = FolderQuestions.read(folder, file).set();

        assertThat(set.name()).isEqualTo("own.jsonl");
        assertThat(set.questions())
                .extracting(BenchmarkQuestion::answers)
                .containsExactly(List.of("six"), List.of("frigates", "ships"), List.of(), List.of(), List.of());
        assertThat(set.questions().getFirst().document()).isEqualTo("deep/ships.txt");
        assertThat(set.questions().getFirst().id()).isEqualTo("How many?");
    }

    @Test
    void aDocumentMustBeInTheFolder() throws IOException {
        Files.writeString(
                file, "\n{\"question\": \"How many?\", \"expected\": \"six\", \"document\": \"ships.txt\"}\n");

        assertThatThrownBy(() -> FolderQuestions.read(folder, file))
                .isInstanceOf(BenchmarkException.class)
                .hasMessage(file + ", line 2, field document: expected the path of a readable file in " + folder
                        + ", found ships.txt");
    }

    @Test
    void aQuestionMayStandOnceOnly() throws IOException {
        Files.writeString(file, "{\"question\": \"Why?\"}\n".repeat(2));

        assertThatThrownBy(() -> FolderQuestions.read(folder, file))
                .hasMessageContaining("line 2, field question: expected a value that no other line has");
    }

    @Test
    void thereMustBeAQuestionAndAFolder() throws IOException {
        Files.writeString(file, "\n");

        assertThatThrownBy(() -> FolderQuestions.read(folder, file))
                .hasMessageContaining("must hold a question a line");
        assertThatThrownBy(() -> FolderQuestions.read(parent.resolve("absent"), file))
                .isInstanceOf(CorpusFolderException.class);
    }

    @Test
    void whatIsStillToBeWrittenIsAskedFor() throws IOException {
        Files.writeString(file, "{\"question\": \"How many?\", \"expected\": null, \"rating\": \"down\"}\n");

        assertThatThrownBy(() -> FolderQuestions.read(folder, file))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("line 1, field expected: expected the words that must be found")
                .hasMessageContaining("still to be written");
    }
}
