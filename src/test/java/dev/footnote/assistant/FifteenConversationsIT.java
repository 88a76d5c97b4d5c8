package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.Cancellation;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifteen conversations about the seed document, with changes of topic, follow-ups that the document does not answer, and small talk. Every
 * turn's outcome is written to {@code target/fifteen-conversations.txt}. What is expected: words that must be quoted; nothing, where the
 * document does not answer; {@code ~} for small talk; {@code *} where only the understanding is looked at.
 */
class FifteenConversationsIT {

    /** As many as were right when this was written, of those with something to expect; better is welcome. */
    private static final int RIGHT = 47;

    @Test
    void mostTurnsAreUnderstood(@TempDir Path folder) throws Exception {
        StringBuilder table = new StringBuilder();
        int right = 0;
        int asked = 0;
        try (ApplicationContext context = ApplicationContext.run(
                Map.of("footnote.data", folder.toString(), "footnote.collections.default.folder", "seeds"))) {
            context.getBean(FolderSync.class).run();
            Dialogue dialogue = context.getBean(Dialogue.class);
            Assistant assistant = context.getBean(Assistant.class);
            for (String line : Files.readAllLines(Path.of("src/test/resources/questions/conversations.jsonl"))) {
                JsonNode conversation = new ObjectMapper().readTree(line);
                table.append("\n").append(conversation.get("name").asText()).append("\n");
                List<String> ids = new ArrayList<>();
                for (JsonNode turn : conversation.get("turns")) {
                    Dialogue.Told told = dialogue.ask(
                            new Question(turn.get("question").asText()),
                            new Dialogue.Place(ids.isEmpty() ? null : ids.getLast(), null, false),
                            Principal.LOCAL,
                            Scope.EVERYTHING,
                            assistant.deadline(),
                            Cancellation.never(),
                            AnswerListener.NONE);
                    ids.add(told.conversationId());
                    String expected = turn.get("expected").asText();
                    boolean met = met(told.answer(), expected);
                    asked += expected.equals("*") ? 0 : 1;
                    right += met && !expected.equals("*") ? 1 : 0;
                    table.append(String.format(
                            Locale.ROOT,
                            "  %-5s %s | understood: %s | %s | %s%n",
                            expected.equals("*") ? "-" : met ? "right" : "WRONG",
                            told.answer().question(),
                            told.answer().understoodAs(),
                            told.answer().status(),
                            told.answer().text().replaceAll("\\s+", " ")));
                }
            }
        }
        table.append(String.format(Locale.ROOT, "%nright: %d of %d%n", right, asked));
        Files.writeString(Path.of("target/fifteen-conversations.txt"), table.toString());
        assertThat(right).as(table.toString()).isGreaterThanOrEqualTo(RIGHT);
    }

    private static boolean met(Answer answer, String expected) {
        String quoted = answer.citations().stream().map(Citation::quote).collect(Collectors.joining(" "));
        return switch (expected) {
            case "~" -> answer.status() == AnswerStatus.CONVERSATIONAL;
            case "" -> answer.status() == AnswerStatus.NOT_FOUND;
            default -> answer.status() != AnswerStatus.NOT_FOUND && quoted.contains(expected);
        };
    }
}
