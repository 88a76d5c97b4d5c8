package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thirty questions written from the seed document, ten of which it does not answer, asked of the real models. */
class SeedQuestionsIT {

    private static final Path QUESTIONS = Path.of("src/test/resources/questions/seed.jsonl");
    private static final Path SEED = Path.of("seeds/000_dc8cc6a6557a873a.txt");

    @Test
    void answersMostQuestionsWithTheRightSentenceAndRefusesMostThatTheDocumentDoesNotAnswer(@TempDir Path data)
            throws Exception {
        String seed = Files.readString(SEED, StandardCharsets.UTF_8);
        int answerable = 0;
        int right = 0;
        int unanswerable = 0;
        int refused = 0;
        List<String> log = new ArrayList<>();
        try (ApplicationContext context = ApplicationContext.run(Map.of("footnote.data", data.toString()))) {
            context.getBean(FolderSync.class).run();
            Assistant assistant = context.getBean(Assistant.class);
            for (String line : Files.readAllLines(QUESTIONS)) {
                JsonNode row = new ObjectMapper().readTree(line);
                Answer answer = assistant.ask(
                        new Question(row.get("question").asText()),
                        Principal.LOCAL,
                        Scope.EVERYTHING,
                        assistant.deadline());
                assertThat(answer.citations())
                        .allSatisfy(citation -> assertThat(seed.substring(citation.start(), citation.end()))
                                .isEqualTo(citation.quote()));
                boolean good;
                if (!row.has("expected")) {
                    unanswerable++;
                    good = answer.status() == AnswerStatus.NOT_FOUND;
                    refused += good ? 1 : 0;
                } else {
                    answerable++;
                    good = isRight(row, answer);
                    right += good ? 1 : 0;
                }
                log.add((good ? "right  " : "WRONG  ") + row.get("question").asText() + " -> " + answer.shortAnswer()
                        + " | " + answer.text());
            }
        }
        log.add("right " + right + " of " + answerable + ", refused " + refused + " of " + unanswerable);
        String report = String.join("\n", log);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/seed-questions.txt"), report);
        assertThat(right).as(report).isGreaterThanOrEqualTo(18);
        assertThat(refused).as(report).isGreaterThanOrEqualTo(9);
    }

    /** Right: a gold answer stands in what was cited, and the gold sentence is among it. */
    private static boolean isRight(JsonNode row, Answer answer) {
        String cited = answer.citations().stream().map(Citation::quote).collect(Collectors.joining("\n"));
        boolean answered = StreamSupport.stream(row.get("expected").spliterator(), false)
                .anyMatch(gold -> cited.contains(gold.asText()));
        boolean sentence = StreamSupport.stream(row.get("evidence").spliterator(), false)
                .allMatch(gold -> cited.contains(gold.asText()));
        return answered && sentence;
    }
}
