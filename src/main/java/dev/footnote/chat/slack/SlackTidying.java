package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.chat.ChatQuestion;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes messages that Slack took after we had given up on them and posted them anew: looks for them three times in two minutes. Safe for use
 * by many threads.
 */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackTidying {

    private static final Logger LOG = LoggerFactory.getLogger(SlackTidying.class);
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(90));

    private final SlackApi api;
    private final ExecutorService working = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("slack-tidy-", 0).factory());

    SlackTidying(SlackApi api) {
        this.api = api;
    }

    /** Has all messages deleted, within the next minutes, that are the same part of the answer to a question as this one. */
    void later(ChatQuestion question, int part, String kept) {
        execute(
                question,
                message -> SlackAnswerMessages.part(message, question) == part
                        && !ts(message).equals(kept),
                ts -> {});
    }

    /**
     * Has streams deleted, within the next minutes, that were begun for a question without our knowing. A stream says nothing of its question
     * before it is finished, so it is known by its words.
     *
     * @param begun what such a stream begins with
     * @param kept tells which messages are shown on purpose
     */
    void straysLater(ChatQuestion question, String begun, Predicate<String> kept) {
        String bot = question.details().getOrDefault("bot", "");
        String words = words(begun);
        if (words.isEmpty()) {
            return;
        }
        execute(
                question,
                message -> message.path("user").asText().equals(bot)
                        && !SlackAnswerMessages.isMarked(message)
                        && words(message.path("text").asText()).startsWith(words)
                        && !kept.test(ts(message)),
                ts -> SlackAnswerMessages.endStream(api, question, ts));
    }

    /** Slack turns Markdown into its own markup, but leaves letters and digits. */
    private static String words(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String ts(JsonNode message) {
        return message.path("ts").asText();
    }

    private void execute(ChatQuestion question, Predicate<JsonNode> excess, Consumer<String> beforehand) {
        try {
            working.execute(() -> {
                for (Duration wait : WAITS) {
                    if (!api.rest(wait)) {
                        return;
                    }
                    tidy(question, excess, beforehand);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.info("A message that Slack may have taken twice is not looked for: the program ends");
        }
    }

    private void tidy(ChatQuestion question, Predicate<JsonNode> excess, Consumer<String> beforehand) {
        try {
            for (JsonNode message : SlackAnswerMessages.replies(api, question)) {
                if (excess.test(message)) {
                    beforehand.accept(ts(message));
                    SlackAnswerMessages.delete(api, question, ts(message));
                    LOG.info("A message that Slack took twice is deleted");
                }
            }
        } catch (SlackException e) {
            LOG.info("Whether Slack took a message twice cannot be told: {}", e.getMessage());
        }
    }

    @PreDestroy
    void close() {
        working.shutdown();
    }
}
