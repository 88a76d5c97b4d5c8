package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread with follow-ups over the documents of the program's own folder, written to {@code target/slack-thread.md} for the README. */
class SlackTranscriptIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String ROOT = "1760000000.000100";

    private static final List<String> QUESTIONS =
            List.of("Who signed the Wellington Declaration?", "When did she begin her visit?", "What did it cost?");

    @Test
    void aThreadWithFollowUpsIsAnsweredFromTheSeeds(@TempDir Path folder) throws Exception {
        StringBuilder transcript = new StringBuilder();
        try (FakeSlack slack = new FakeSlack();
                SlackService service = new SlackService(
                        folder,
                        slack,
                        Map.of(
                                "footnote.collections.reports.folder",
                                "seeds",
                                "footnote.public-url",
                                "https://footnote.example.org"))) {
            for (int i = 0; i < QUESTIONS.size(); i++) {
                String ts = i == 0 ? ROOT : "176000000" + i + ".000100";
                service.event(SlackService.within(SlackService.mention("Ev" + i, ts, QUESTIONS.get(i)), ROOT));
                int answers = i + 1;
                await().atMost(LONGEST).until(() -> slack.messages(ROOT).size() == answers);
                transcript
                        .append("> **Ann** @Footnote ")
                        .append(QUESTIONS.get(i))
                        .append("\n>\n");
                transcript.append(shown(slack.messages(ROOT).getLast())).append("\n");
            }
            List<FakeSlack.Message> answers = slack.messages(ROOT);
            assertThat(answers.get(0).shown()).contains("Clinton", "*[1]*", "/chat/sources/");
            assertThat(answers.get(1).shown()).contains("4 November 2010", "*[1]*");
            assertThat(answers.get(2).shown()).contains("Nearest passages");
        }
        write(transcript.toString());
    }

    /** As it reads in Slack: links by their names, no buttons. */
    private static String shown(FakeSlack.Message message) {
        StringBuilder shown = new StringBuilder("> **Footnote** ");
        for (JsonNode block : message.blocks()) {
            String text = block.path("type").asText().equals("markdown")
                    ? block.path("text").asText()
                    : block.path("elements").path(0).path("text").asText();
            if (!text.isBlank() && !block.path("type").asText().equals("context_actions")) {
                shown.append(text.replaceAll("<[^|>]*\\|([^>]*)>", "*$1*").replaceAll("\\*(\\[\\d+\\])\\*", "$1"))
                        .append("  \n");
            }
        }
        return shown.toString().strip().lines().collect(Collectors.joining("\n> ")) + "\n";
    }

    private static void write(String transcript) throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("slack-thread.md"), transcript);
    }
}
