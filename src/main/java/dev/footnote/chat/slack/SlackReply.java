package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.answer.Answer;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an answer in a thread: first as a status, then, where a language model writes, as a stream, or where that cannot be had as a message
 * that is updated, and at the end as a message with footnotes. What is shown at the end is shown whatever has failed before.
 */
final class SlackReply implements Reply {

    private static final Logger LOG = LoggerFactory.getLogger(SlackReply.class);

    private static final String EVENT = "footnote_answer";
    private static final int ENOUGH = 200;
    private static final Duration BETWEEN_APPENDS = Duration.ofMillis(700);
    private static final Duration BETWEEN_UPDATES = Duration.ofMillis(1_200);

    /** What Slack had not done when the connection broke, it may do a little later. */
    private static final Duration BEFORE_LOOKING = Duration.ofSeconds(1);

    /** Slack's limit is 12,000; the whole answer comes at the end anyway. */
    private static final int LONGEST_STREAMED = 11_000;

    private final SlackApi api;
    private final SlackStreaming streaming;
    private final SourceLinks links;
    private final ChatQuestion question;
    private final boolean again;
    private final StringBuilder written = new StringBuilder();
    private @Nullable String shown;
    private boolean open;
    private int sent;
    private long next = System.nanoTime();

    SlackReply(
            SlackApi api,
            SlackStreaming streaming,
            SourceLinks links,
            ChatQuestion question,
            @Nullable String handle,
            boolean again) {
        this.api = api;
        this.streaming = streaming;
        this.links = links;
        this.question = question;
        this.shown = handle;
        this.again = again;
    }

    private String channel() {
        return question.detail("channel");
    }

    private String thread() {
        return question.detail("thread");
    }

    @Override
    public @Nullable String handle() {
        return shown;
    }

    /** Where a status cannot be shown, a message says the same. */
    @Override
    public void begin() {
        if (shown == null && again) {
            shown = find();
        }
        if (shown != null) {
            return;
        }
        String words = Words.SEARCHING.in(question.language());
        try {
            api.once(
                    "assistant.threads.setStatus",
                    Map.of("channel_id", channel(), "thread_ts", thread(), "status", words));
        } catch (SlackException e) {
            LOG.debug("No status can be shown: {}", e.getMessage());
            shown = post(SlackMessage.words(words));
        }
    }

    @Override
    public void text(String piece) {
        written.append(piece);
        boolean enough = open && written.length() - sent >= ENOUGH;
        if ((System.nanoTime() - next < 0 && !enough) || written.length() > LONGEST_STREAMED) {
            return;
        }
        try {
            if (shown == null && streaming.works()) {
                start();
            } else if (open) {
                append();
            } else if (shown == null) {
                shown = post(SlackMessage.words(written.toString()));
                pause(BETWEEN_UPDATES);
            } else {
                api.once(
                        "chat.update", with(shown, new SlackMessage(SlackText.escaped(written.toString()), List.of())));
                pause(BETWEEN_UPDATES);
            }
        } catch (SlackException e) {
            // What has been written is shown with the next piece, or at the end
            LOG.debug("A part of an answer could not be shown: {}", e.getMessage());
            pause(e.error().equals(SlackException.RATE_LIMITED) ? Duration.ofSeconds(5) : BETWEEN_UPDATES);
        }
    }

    private void pause(Duration duration) {
        next = System.nanoTime() + duration.toNanos();
    }

    private void start() {
        Map<String, Object> body = new HashMap<>(Map.of("channel", channel(), "thread_ts", thread()));
        body.put("recipient_user_id", question.detail("user"));
        body.put("recipient_team_id", question.detail("team"));
        int until = written.length();
        body.put("markdown_text", SlackText.markdown(written.toString()));
        try {
            shown = api.once("chat.startStream", body).path("ts").asText();
            open = true;
            sent = until;
            pause(BETWEEN_APPENDS);
        } catch (SlackException e) {
            streaming.failed(e);
            throw e;
        }
    }

    private void append() {
        int until = written.length();
        if (until == sent || shown == null) {
            return;
        }
        String piece = SlackText.markdown(written.substring(sent, until));
        api.once("chat.appendStream", Map.of("channel", channel(), "ts", shown, "markdown_text", piece));
        sent = until;
        pause(BETWEEN_APPENDS);
    }

    @Override
    public void answered(Answer answer) {
        List<SlackMessage> messages = SlackMessage.of(answer, links, question.language());
        try {
            show(messages);
        } catch (SlackException e) {
            if (!e.error().startsWith("invalid_blocks") && !e.error().startsWith("msg_")) {
                throw e;
            }
            LOG.warn("Slack does not take an answer's blocks, which is a mistake of ours: {}", e.getMessage());
            show(SlackMessage.plain(answer, links, question.language()));
        }
    }

    @Override
    public void say(String words) {
        show(List.of(SlackMessage.words(words)));
    }

    private void show(List<SlackMessage> messages) {
        stop();
        SlackMessage first = messages.getFirst();
        if (shown == null && again) {
            shown = find();
        }
        if (shown == null) {
            shown = post(first);
        } else {
            try {
                api.call("chat.update", with(shown, first));
            } catch (SlackException e) {
                if (!e.error().equals("message_not_found")
                        && !e.error().equals("cant_update_message")
                        && !e.error().equals("edit_window_closed")) {
                    throw e;
                }
                shown = post(first);
            }
        }
        for (SlackMessage message : messages.subList(1, messages.size())) {
            post(message);
        }
    }

    private void stop() {
        if (!open || shown == null) {
            return;
        }
        open = false;
        try {
            api.call("chat.stopStream", Map.of("channel", channel(), "ts", shown));
        } catch (SlackException e) {
            LOG.debug("A stream had ended already: {}", e.getMessage());
        }
    }

    /**
     * Posts a message, once: where nobody knows whether Slack has taken it, looks whether it is there before it posts it again.
     */
    private String post(SlackMessage message) {
        Map<String, Object> body = new HashMap<>(body(message));
        body.put("thread_ts", thread());
        try {
            return api.call("chat.postMessage", body).path("ts").asText();
        } catch (SlackException e) {
            if (!e.error().equals(SlackException.UNKNOWN_OUTCOME)) {
                throw e;
            }
            api.rest(BEFORE_LOOKING);
            String found = find();
            return found != null && !found.equals(shown)
                    ? found
                    : api.call("chat.postMessage", body).path("ts").asText();
        }
    }

    /** Returns the message in the thread that says it answers this question; null: there is none, or we may not look. */
    private @Nullable String find() {
        try {
            JsonNode replies = api.read(
                    "conversations.replies",
                    Map.of("channel", channel(), "ts", thread(), "include_all_metadata", "true", "limit", "100"));
            String found = null;
            for (JsonNode message : replies.path("messages")) {
                JsonNode metadata = message.path("metadata");
                if (metadata.path("event_type").asText().equals(EVENT)
                        && metadata.path("event_payload")
                                .path("question")
                                .asText()
                                .equals(question.id())) {
                    found = message.path("ts").asText();
                }
            }
            return found;
        } catch (SlackException e) {
            LOG.info("It cannot be told whether a question was answered before: {}", e.getMessage());
            return null;
        }
    }

    private Map<String, Object> with(String ts, SlackMessage message) {
        Map<String, Object> body = new HashMap<>(body(message));
        body.put("ts", ts);
        return body;
    }

    private Map<String, Object> body(SlackMessage message) {
        return Map.of(
                "channel",
                channel(),
                "text",
                message.text(),
                "blocks",
                message.blocks(),
                "unfurl_links",
                false,
                "unfurl_media",
                false,
                "metadata",
                Map.of("event_type", EVENT, "event_payload", Map.of("question", question.id())));
    }
}
