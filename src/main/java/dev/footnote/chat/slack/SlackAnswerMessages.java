package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.chat.ChatQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages in a thread that answer one question, in their order. Each carries the question's id and its own place in its metadata, so that it
 * is found again where nobody knows whether Slack has taken it. Used by one thread.
 */
final class SlackAnswerMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SlackAnswerMessages.class);

    private static final String EVENT = "footnote_answer";

    /** What Slack had not done when the connection broke, it may do a little later. */
    private static final List<Duration> BEFORE_LOOKING = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

    /** A message that is a stream can be neither updated nor deleted. */
    private static final String STREAMING = "streaming_state_conflict";

    private static final Set<String> NOT_TO_BE_UPDATED =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed");

    private final SlackApi api;
    private final SlackTidying tidying;
    private final ChatQuestion question;
    private final List<String> shown = new ArrayList<>();

    /** @param handle what {@link #handle} gave earlier; null: nothing is shown, as far as is known */
    SlackAnswerMessages(SlackApi api, SlackTidying tidying, ChatQuestion question, @Nullable String handle) {
        this.api = api;
        this.tidying = tidying;
        this.question = question;
        if (handle != null) {
            shown.addAll(parts(handle));
        }
    }

    /** Returns the messages that a handle names. */
    static List<String> parts(String handle) {
        return List.of(handle.split(" ", -1));
    }

    /** Returns how the messages are called, so that they are found again; null: there are none. */
    @Nullable
    String handle() {
        return shown.isEmpty() ? null : String.join(" ", shown);
    }

    /** Returns the first message; null: there is none. */
    @Nullable
    String first() {
        return shown.isEmpty() ? null : shown.getFirst();
    }

    /** Takes a message that is shown already for the first. */
    void begunWith(String ts) {
        shown.add(ts);
    }

    /** Looks in the thread for messages of an earlier program, beyond those that are known. */
    void find() {
        Map<Integer, String> there = inThread();
        for (int part = 0; there.containsKey(part); part++) {
            if (part == shown.size()) {
                shown.add(there.get(part));
            }
        }
    }

    /** Shows these and no others: updates as many as there are, posts what is new, deletes what is too much. */
    void show(List<SlackMessage> messages) {
        for (int part = 0; part < messages.size(); part++) {
            SlackMessage message = messages.get(part);
            if (part >= shown.size()) {
                shown.add(post(message, part));
            } else if (!update(message, part)) {
                shown.set(part, post(message, part));
            }
        }
        while (shown.size() > messages.size()) {
            delete(api, question, shown.removeLast());
        }
    }

    /** Updates the first message once, without waiting. */
    void glimpse(SlackMessage message) {
        api.once("chat.update", with(shown.getFirst(), message, 0));
    }

    private boolean update(SlackMessage message, int part) {
        try {
            whole(api, question, shown.get(part), () -> api.call("chat.update", with(shown.get(part), message, part)));
            return true;
        } catch (SlackException e) {
            if (NOT_TO_BE_UPDATED.contains(e.error())) {
                return false;
            }
            throw e;
        }
    }

    /** Changes a message; where it is a stream yet, as a program that was killed leaves it, ends the stream before. */
    private static void whole(SlackApi api, ChatQuestion question, String ts, Runnable change) {
        try {
            change.run();
        } catch (SlackException e) {
            if (!e.error().equals(STREAMING)) {
                throw e;
            }
            endStream(api, question, ts);
            change.run();
        }
    }

    /** Ends a stream; one that has ended already is no failure. */
    static void endStream(SlackApi api, ChatQuestion question, String ts) {
        try {
            api.call("chat.stopStream", Map.of("channel", question.detail("channel"), "ts", ts));
        } catch (SlackException e) {
            LOG.debug("A stream had ended already: {}", e.getMessage());
        }
    }

    /** Deletes a message; one that has gone already is no failure. */
    static void delete(SlackApi api, ChatQuestion question, String ts) {
        try {
            Map<String, String> body = Map.of("channel", question.detail("channel"), "ts", ts);
            whole(api, question, ts, () -> api.call("chat.delete", body));
        } catch (SlackException e) {
            if (!e.error().equals("message_not_found")) {
                throw e;
            }
        }
    }

    /**
     * Posts a message, once: where nobody knows whether Slack has taken it, looks whether it is there before it posts it again, and has it looked
     * after later, should Slack take the first one after all.
     */
    private String post(SlackMessage message, int part) {
        Map<String, Object> body = new HashMap<>(body(message, part));
        body.put("thread_ts", question.detail("thread"));
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
        try {
            return api.call("chat.postMessage", body).path("ts").asText();
        } catch (SlackException e) {
            if (!e.error().equals(SlackException.UNKNOWN_OUTCOME)) {
                throw e;
            }
        }
        for (Duration wait : BEFORE_LOOKING) {
            api.rest(wait);
            String found = inThread().get(part);
            if (found != null && !shown.contains(found)) {
                return found;
            }
        }
        String ts = api.call("chat.postMessage", body).path("ts").asText();
        tidying.later(question, part, ts);
        return ts;
    }

    private Map<Integer, String> inThread() {
        Map<Integer, String> there = new TreeMap<>();
        try {
            for (JsonNode message : replies(api, question)) {
                int part = part(message, question);
                if (part >= 0) {
                    there.put(part, message.path("ts").asText());
                }
            }
        } catch (SlackException e) {
            LOG.info("It cannot be told whether a question was answered before: {}", e.getMessage());
        }
        return there;
    }

    /** Returns the messages of the question's thread. */
    static List<JsonNode> replies(SlackApi api, ChatQuestion question) {
        List<JsonNode> messages = new ArrayList<>();
        String cursor = "";
        do {
            Map<String, String> parameters = new HashMap<>(Map.of(
                    "channel",
                    question.detail("channel"),
                    "ts",
                    question.detail("thread"),
                    "include_all_metadata",
                    "true",
                    "limit",
                    "100"));
            if (!cursor.isEmpty()) {
                parameters.put("cursor", cursor);
            }
            JsonNode page = api.read("conversations.replies", parameters);
            page.path("messages").forEach(messages::add);
            cursor = page.path("response_metadata").path("next_cursor").asText();
        } while (!cursor.isEmpty());
        return messages;
    }

    /** Returns which part of the question's answer a message says it is; -1: none. */
    static int part(JsonNode message, ChatQuestion question) {
        JsonNode metadata = message.path("metadata");
        JsonNode payload = metadata.path("event_payload");
        boolean ours = metadata.path("event_type").asText().equals(EVENT)
                && payload.path("question").asText().equals(question.id());
        return ours ? payload.path("part").asInt() : -1;
    }

    /** Tells whether a message says whose answer it is. */
    static boolean isMarked(JsonNode message) {
        return message.path("metadata").path("event_type").asText().equals(EVENT);
    }

    private Map<String, Object> with(String ts, SlackMessage message, int part) {
        Map<String, Object> body = new HashMap<>(body(message, part));
        body.put("ts", ts);
        return body;
    }

    private Map<String, Object> body(SlackMessage message, int part) {
        return Map.of(
                "channel",
                question.detail("channel"),
                "text",
                message.text(),
                "blocks",
                message.blocks(),
                "metadata",
                Map.of("event_type", EVENT, "event_payload", Map.of("question", question.id(), "part", part)));
    }
}
