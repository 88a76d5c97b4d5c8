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

    /** Whose messages Slack's own are. */
    private static final String SLACK_ITSELF = "USLACKBOT";

    private final ChatDesk desk;
    private final ChatHistory history;
    private final SlackAdmission admission;
    private final SlackPrompts prompts;
    private final SlackConfiguration configuration;

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
                String team = envelope.path("team_id").asText();
                String place =
                        event.path("channel").asText(event.path("channel_id").asText());
                desk.stopped(
                        SlackChannel.NAME,
                        thread(team, place, event.path("thread_ts").asText()));
            }
            case "app_home_opened" -> {
                if (event.path("tab").asText().equals("messages")) {
                    prompts.opened(
                            envelope.path("team_id").asText(),
                            event.path("channel").asText(),
                            event.path("user").asText());
                }
            }
            default -> LOG.debug("Slack brought an event that is of no use here: {}", event.path("type"));
        }
        return true;
    }

    private boolean message(JsonNode envelope, JsonNode event) {
        String team = envelope.path("team_id").asText();
        String place = event.path("channel").asText();
        return switch (event.path("subtype").asText()) {
            case "message_changed" -> {
                changed(team, place, event);
                yield true;
            }
            case "message_deleted" -> {
                desk.deleted(
                        SlackChannel.NAME,
                        id(team, place, event.path("deleted_ts").asText()));
                yield true;
            }
            case "", "file_share", "thread_broadcast" -> !isFromAPerson(event) || asked(envelope, event, team, place);
            default -> true; // somebody has joined, and the like
        };
    }

    private void changed(String team, String place, JsonNode event) {
        JsonNode message = event.path("message");
        String id = id(team, place, message.path("ts").asText());
        if (message.path("subtype").asText().equals("tombstone")) {
            desk.deleted(SlackChannel.NAME, id); // a message with replies does not go: this stays in its place
        } else if (isFromAPerson(message)) {
            String edited =
                    message.path("edited").path("ts").asText(event.path("ts").asText());
            desk.edited(
                    SlackChannel.NAME, id, SlackText.plain(message.path("text").asText()), edited);
        }
    }

    private static boolean isFromAPerson(JsonNode message) {
        return message.path("bot_id").isMissingNode()
                && message.path("bot_profile").isMissingNode()
                && message.path("app_id").isMissingNode()
                && !message.path("user").asText().isEmpty()
                && !message.path("user").asText().equals(SLACK_ITSELF);
    }

    private boolean asked(JsonNode envelope, JsonNode event, String team, String place) {
        String bot = envelope.path("authorizations").path(0).path("user_id").asText();
        String text = event.path("text").asText();
        String ts = event.path("ts").asText();
        String thread = event.path("thread_ts").asText(ts);
        boolean direct = event.path("channel_type").asText().equals("im") || place.startsWith("D");
        boolean mentioned = event.path("type").asText().equals("app_mention")
                || (!bot.isEmpty() && text.contains("<@" + bot + ">"));
        boolean follows = configuration.followUps()
                && !thread.equals(ts)
                && history.knows(SlackChannel.NAME, thread(team, place, thread));
        String words = SlackText.plain(text);
        if (event.path("user").asText().equals(bot) || words.isEmpty() || !(direct || mentioned || follows)) {
            return true;
        }
        Map<String, String> details = new HashMap<>();
        details.put("channel", place);
        details.put("thread", thread);
        details.put("user", event.path("user").asText());
        details.put("team", team);
        details.put("bot", bot);
        // One message is told by several events: as a mention and as a message of the channel
        Set<String> deliveries = new TreeSet<>(Set.of("message " + id(team, place, ts)));
        if (envelope.hasNonNull("event_id")) {
            deliveries.add("event " + envelope.get("event_id").asText());
        }
        return take(id(team, place, ts), thread(team, place, thread), words, details, deliveries);
    }

    private static String id(String team, String channel, String ts) {
        return team + ":" + channel + ":" + ts;
    }

    private static String thread(String team, String channel, String ts) {
        return team + ":" + channel + ":" + ts;
    }

    private boolean take(String id, String thread, String words, Map<String, String> details, Set<String> deliveries) {
        String place = details.getOrDefault("channel", "");
        ChatQuestion question = new ChatQuestion(
                SlackChannel.NAME,
                id,
                thread,
                SlackChannel.NAME + ":" + details.getOrDefault("team", ""),
                details.getOrDefault("user", ""),
                words,
                admission.collections(place),
                admission.language(place),
                details);
        return desk.ask(question, deliveries) != Reception.FULL;
    }

    /** Takes a slash command; false if there is no room even to say that there is none. */
    private boolean command(Map<String, String> fields) {
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
        return take(id, id, SlackText.plain(fields.getOrDefault("text", "")), details, Set.of());
    }

    /**
     * Returns what a command is answered with at once, having taken it.
     *
     * @throws dev.footnote.store.StoreException if it could not be kept
     */
    String acknowledge(Map<String, String> fields) {
        String language = admission.language(fields.getOrDefault("channel_id", ""));
        if (fields.getOrDefault("text", "").isBlank()) {
            return Words.NO_QUESTION.in(language);
        }
        return (command(fields) ? Words.SEARCHING : Words.BUSY).in(language);
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
