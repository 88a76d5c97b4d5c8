package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.chat.ChatDesk;
import dev.footnote.chat.ChatDesk.Reception;
import dev.footnote.chat.ChatHistory;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Words;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Slack brings, by whichever way: events, commands and interactions become questions and feedback. Safe for use by many threads. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackInbox {

    private static final Logger LOG = LoggerFactory.getLogger(SlackInbox.class);

    private final ChatDesk desk;
    private final ChatHistory history;
    private final SlackAdmission admission;
    private final SlackPrompts prompts;
    private final SlackConfiguration configuration;
    private final Clock clock = Clock.systemUTC();

    SlackInbox(
            ChatDesk desk,
            ChatHistory history,
            SlackAdmission admission,
            SlackPrompts prompts,
            SlackConfiguration configuration) {
        this.desk = desk;
        this.history = history;
        this.admission = admission;
        this.prompts = prompts;
        this.configuration = configuration;
    }

    /**
     * Takes an event. Returns quickly.
     *
     * @return false if Slack must bring it again
     * @throws dev.footnote.store.StoreException if it could not be kept; Slack must bring it again
     */
    boolean event(JsonNode envelope) {
        JsonNode event = envelope.path("event");
        switch (event.path("type").asText()) {
            case "app_mention", "message" -> {
                return message(envelope, event);
            }
            case "agent_session_stopped" -> {
                String team = SlackPost.team(envelope);
                String place =
                        event.path("channel").asText(event.path("channel_id").asText());
                desk.stopped(
                        SlackChannel.NAME,
                        team + ":" + place + ":" + event.path("thread_ts").asText());
            }
            case "app_home_opened" -> {
                if (event.path("tab").asText().equals("messages")) {
                    prompts.opened(
                            SlackPost.team(envelope),
                            event.path("channel").asText(),
                            event.path("user").asText());
                }
            }
            default -> LOG.debug("Slack brought an event that is of no use here: {}", event.path("type"));
        }
        return true;
    }

    private boolean message(JsonNode envelope, JsonNode event) {
        return switch (event.path("subtype").asText()) {
            case "message_changed" ->
                changed(
                        SlackPost.of(envelope, event.path("message")),
                        SlackPost.of(envelope, event.path("previous_message")),
                        event.path("ts").asText());
            case "message_deleted" -> {
                deleted(
                        SlackPost.of(envelope, event.path("previous_message")),
                        event.path("deleted_ts").asText());
                yield true;
            }
            default -> posted(envelope, SlackPost.of(envelope, event));
        };
    }

    private boolean posted(JsonNode envelope, SlackPost post) {
        if (!asks(post)) {
            return true;
        }
        // One message is told by several events: as a mention and as a message of the channel
        Set<String> deliveries = new TreeSet<>(Set.of(delivery(post)));
        if (envelope.hasNonNull("event_id")) {
            deliveries.add("event " + envelope.get("event_id").asText());
        }
        Reception reception = desk.ask(question(post, post.words()), post.edited(), deliveries);
        if (reception == Reception.KNOWN && !post.edited().isEmpty()) {
            desk.edited(
                    SlackChannel.NAME, post.id(), post.words(), post.edited()); // an edited mention comes as one anew
        }
        return reception != Reception.FULL;
    }

    /** An edit may come before its question, and is the question then: what comes later is known. So it is where an edit adds the mention. */
    private boolean changed(SlackPost now, SlackPost before, String changed) {
        if (now.isTombstone()) {
            deleted(before, now.ts());
            return true;
        }
        if (!now.isFromAPerson()) {
            return true;
        }
        boolean asks = asks(now);
        boolean asked = asks(before);
        String words = asked && !asks ? "" : now.words();
        String edited = now.edited().isEmpty() ? changed : now.edited();
        if ((asks || asked) && SlackPost.mayCome(now.ts(), clock.instant())) {
            Reception reception = desk.ask(question(now, words), edited, Set.of(delivery(now)));
            if (reception != Reception.KNOWN) {
                return reception != Reception.FULL;
            }
        }
        desk.edited(SlackChannel.NAME, now.id(), words, edited);
        return true;
    }

    /** A deletion may come before its question, which is not answered then; of what nobody asked us nothing is kept. */
    private void deleted(SlackPost before, String ts) {
        boolean mayCome = asks(before) && SlackPost.mayCome(ts, clock.instant());
        desk.deleted(SlackChannel.NAME, before.id(ts), mayCome);
    }

    private boolean asks(SlackPost post) {
        return post.isFromAPerson() && !post.words().isEmpty() && (post.isAddressed() || follows(post));
    }

    private boolean follows(SlackPost post) {
        return configuration.followUps() && post.isReply() && history.knows(SlackChannel.NAME, post.thread());
    }

    private static String delivery(SlackPost post) {
        return "message " + post.id();
    }

    private ChatQuestion question(SlackPost post, String words) {
        return question(post.id(), post.thread(), words, post.details());
    }

    private ChatQuestion question(String id, String thread, String words, Map<String, String> details) {
        String place = details.getOrDefault("channel", "");
        return new ChatQuestion(
                SlackChannel.NAME,
                id,
                thread,
                SlackChannel.NAME + ":" + details.getOrDefault("team", ""),
                details.getOrDefault("user", ""),
                words,
                admission.collections(place),
                admission.language(place),
                details);
    }

    /** Takes a slash command; false if there is no room even to say that there is none. */
    private boolean command(Map<String, String> fields, String words) {
        String trigger = fields.getOrDefault("trigger_id", "");
        String address = fields.getOrDefault("response_url", "");
        if (!isSlacks(address)) {
            LOG.warn("A command came with an address for its answer that is not Slack's; it is not answered");
            return true;
        }
        Map<String, String> details = new HashMap<>();
        details.put("channel", fields.getOrDefault("channel_id", ""));
        details.put("user", fields.getOrDefault("user_id", ""));
        details.put("team", fields.getOrDefault("team_id", ""));
        details.put("response_url", address);
        String id = "command " + trigger;
        ChatQuestion question = question(id, id, words, details);
        return desk.ask(question, Set.of()) != Reception.FULL;
    }

    /**
     * Returns what a command is answered with at once, having taken it.
     *
     * @throws dev.footnote.store.StoreException if it could not be kept
     */
    String acknowledge(Map<String, String> fields) {
        String language = admission.language(fields.getOrDefault("channel_id", ""));
        String words = SlackText.plain(fields.getOrDefault("text", ""));
        if (words.isEmpty()) {
            return Words.NO_QUESTION.in(language);
        }
        return (command(fields, words) ? Words.SEARCHING : Words.BUSY).in(language);
    }

    /** Otherwise whoever can make Slack pass an address on could have us call it. */
    boolean isSlacks(String address) {
        try {
            URI uri = URI.create(address);
            URI api = URI.create(configuration.apiUrl());
            boolean hooks = "https".equals(uri.getScheme())
                    && "hooks.slack.com".equals(uri.getHost())
                    && uri.getPort() == -1
                    && uri.getUserInfo() == null;
            boolean own = uri.getUserInfo() == null
                    && !"slack.com".equals(api.getHost())
                    && api.getScheme().equals(uri.getScheme())
                    && api.getAuthority().equals(uri.getAuthority());
            return hooks || own;
        } catch (IllegalArgumentException e) {
            return false; // no address at all
        }
    }
}
