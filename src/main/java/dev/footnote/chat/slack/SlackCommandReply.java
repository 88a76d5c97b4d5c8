package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.answer.Answer;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows an answer to a slash command, to its asker alone, at the address that came with it. It takes five messages within half an hour; of a longer
 * answer the rest goes to the asker's direct messages.
 */
final class SlackCommandReply implements Reply {

    private static final Logger LOG = LoggerFactory.getLogger(SlackCommandReply.class);

    private static final int MOST_MESSAGES = 5;

    private final SlackApi api;
    private final SourceLinks links;
    private final ChatQuestion question;

    SlackCommandReply(SlackApi api, SourceLinks links, ChatQuestion question) {
        this.api = api;
        this.links = links;
        this.question = question;
    }

    @Override
    public void begin() {
        // The response to the command has said so
    }

    @Override
    public void text(String piece) {
        // Five messages are too few to show pieces
    }

    @Override
    public void answered(Answer answer) {
        List<SlackMessage> messages = SlackMessage.of(answer, links, question);
        if (messages.size() <= MOST_MESSAGES) {
            messages.forEach(this::send);
            return;
        }
        int here = MOST_MESSAGES - 1;
        messages.subList(0, here).forEach(this::send);
        say((isSentDirectly(messages.subList(here, messages.size())) ? Words.REST_IN_MESSAGES : Words.REST_TOO_LONG)
                .in(question.language()));
    }

    /** Sends messages to the asker alone, in a thread; false if they may not be sent there. */
    private boolean isSentDirectly(List<SlackMessage> messages) {
        try {
            String thread = null;
            String channel = question.detail("user");
            for (SlackMessage message : messages) {
                Map<String, Object> body =
                        new HashMap<>(Map.of("channel", channel, "text", message.text(), "blocks", message.blocks()));
                body.put("unfurl_links", false);
                body.put("unfurl_media", false);
                if (thread != null) {
                    body.put("thread_ts", thread);
                }
                JsonNode sent = api.call("chat.postMessage", body);
                channel = sent.path("channel").asText(channel);
                thread = thread == null ? sent.path("ts").asText() : thread;
            }
            return true;
        } catch (SlackException e) {
            LOG.warn("The rest of a long answer to a command could not be sent to its asker: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void say(String words) {
        send(SlackMessage.words(words));
    }

    private void send(SlackMessage message) {
        api.respond(
                URI.create(question.detail("response_url")),
                Map.of("response_type", "ephemeral", "text", message.text(), "blocks", message.blocks()));
    }

    @Override
    public @Nullable String handle() {
        return null;
    }
}
