package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.chat.ChatHistory;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import dev.footnote.conversation.Feedback;
import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The buttons under answers: feedback goes into the store, and all footnotes into a window. Safe for use by many threads. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackInteractions {

    private static final Logger LOG = LoggerFactory.getLogger(SlackInteractions.class);
    private static final String COMMENT = "footnote_comment";
    private static final int MOST_AT_ONCE = 100;

    private final ChatHistory history;
    private final SlackAdmission admission;
    private final SlackApi api;
    private final SourceLinks links;
    private final ExecutorService executor;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    SlackInteractions(
            ChatHistory history,
            SlackAdmission admission,
            SlackApi api,
            SourceLinks links,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.history = history;
        this.admission = admission;
        this.api = api;
        this.links = links;
        this.executor = executor;
    }

    /**
     * Takes an interaction. Returns quickly.
     *
     * @return false if there is no room for it
     */
    boolean take(JsonNode payload) {
        if (!places.tryAcquire()) {
            return false;
        }
        executor.execute(() -> {
            try {
                act(payload);
            } catch (SlackException e) {
                LOG.warn("A button's work could not be shown: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("A button in Slack did not work", e);
            } finally {
                places.release();
            }
        });
        return true;
    }

    private void act(JsonNode payload) {
        switch (payload.path("type").asText()) {
            case "block_actions" -> payload.path("actions").forEach(action -> pressed(payload, action));
            case "view_submission" -> commented(payload.path("view"));
            default -> LOG.debug("Slack brought an interaction that is of no use here");
        }
    }

    private void pressed(JsonNode payload, JsonNode action) {
        String value = action.path("value").asText();
        switch (action.path("action_id").asText()) {
            case SlackMessage.FEEDBACK ->
                ifAdmitted(payload, value.substring(value.indexOf(':') + 1), () -> rated(payload, value));
            case SlackMessage.SOURCES -> ifAdmitted(payload, value, () -> sources(payload, value));
            default -> LOG.debug("Somebody pressed a button that is not ours");
        }
    }

    /** Whoever may not ask sees no more of an answer than all in the channel do, and does not rate it. */
    private void ifAdmitted(JsonNode payload, String answer, Runnable action) {
        boolean admitted = history.answer(SlackChannel.NAME, answer)
                .map(given -> admission.admits(
                        given.question().detail("team"),
                        payload.path("channel").path("id").asText(),
                        payload.path("user").path("id").asText()))
                .orElse(true); // of an answer that is not kept there is nothing to see
        if (admitted) {
            action.run();
        } else {
            whisper(payload, Words.NOT_ALLOWED);
        }
    }

    private void rated(JsonNode payload, String value) {
        boolean up = value.startsWith("up:");
        String answer = value.substring(value.indexOf(':') + 1);
        if (!rate(answer, up ? Feedback.Rating.UP : Feedback.Rating.DOWN, null)) {
            whisper(payload, Words.NOT_KEPT);
        } else if (up) {
            whisper(payload, Words.THANKS);
        } else {
            open(
                    payload,
                    "footnote_feedback",
                    answer,
                    Words.FEEDBACK,
                    Words.SEND,
                    List.of(question(language(payload))));
        }
    }

    /** Says something to whoever pressed a button, where they did so. */
    private void whisper(JsonNode payload, Words words) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "channel",
                payload.path("channel").path("id").asText(),
                "user",
                payload.path("user").path("id").asText(),
                "text",
                words.in(language(payload))));
        String thread = payload.path("message").path("thread_ts").asText();
        if (!thread.isEmpty()) {
            body.put("thread_ts", thread);
        }
        api.once("chat.postEphemeral", body);
    }

    private static Map<String, Object> question(String language) {
        return Map.of(
                "type",
                "input",
                "block_id",
                COMMENT,
                "optional",
                true,
                "label",
                SlackMessage.plainText(Words.WHAT_WAS_WRONG.in(language)),
                "element",
                Map.of("type", "plain_text_input", "action_id", COMMENT, "multiline", true, "max_length", 3_000));
    }

    private void commented(JsonNode view) {
        String comment = view.path("state")
                .path("values")
                .path(COMMENT)
                .path(COMMENT)
                .path("value")
                .asText("")
                .strip();
        if (view.path("callback_id").asText().equals("footnote_feedback") && !comment.isEmpty()) {
            String cut = comment.substring(0, Math.min(comment.length(), Feedback.LONGEST_COMMENT));
            rate(view.path("private_metadata").asText(), Feedback.Rating.DOWN, cut);
        }
    }

    private boolean rate(String answer, Feedback.Rating rating, @Nullable String comment) {
        boolean kept = history.rate(SlackChannel.NAME, answer, new Feedback(rating, null, comment, Instant.now()));
        if (!kept) {
            LOG.info("Somebody rated an answer that is not kept");
        }
        return kept;
    }

    private String language(JsonNode payload) {
        return admission.language(payload.path("channel").path("id").asText());
    }

    private void sources(JsonNode payload, String id) {
        List<Map<String, Object>> blocks = history.answer(SlackChannel.NAME, id)
                .map(given -> SlackMessage.modal(given.answer(), links, given.question()))
                .orElse(List.of(SlackMessage.section(Words.NOT_KEPT.in(language(payload)))));
        open(payload, SlackMessage.SOURCES, id, Words.SOURCES, null, blocks);
    }

    private void open(
            JsonNode payload,
            String name,
            String answer,
            Words title,
            @Nullable Words submit,
            List<Map<String, Object>> blocks) {
        Map<String, Object> view = new HashMap<>(Map.of(
                "type",
                "modal",
                "callback_id",
                name,
                "private_metadata",
                answer,
                "title",
                SlackMessage.plainText(title.in(language(payload))),
                "blocks",
                blocks));
        if (submit != null) {
            view.put("submit", SlackMessage.plainText(submit.in(language(payload))));
        }
        api.once("views.open", Map.of("trigger_id", payload.path("trigger_id").asText(), "view", view));
    }
}
