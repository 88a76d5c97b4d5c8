package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody has posted in Slack, as an event tells of it.
 *
 * @param team the workspace that the bot is installed in
 * @param channel where it was posted
 * @param bot the bot's own user; empty: the event does not say
 * @param direct whether it was posted to the bot alone
 * @param message the message as it is, or was, at the time
 */
record SlackPost(String team, String channel, String bot, boolean direct, JsonNode message) {

    /** What people write; whatever else there is, Slack or a program says. */
    private static final Set<String> WRITTEN = Set.of("", "file_share", "thread_broadcast");

    /** Whose messages Slack's own are. */
    private static final String SLACK_ITSELF = "USLACKBOT";

    /** For how long Slack tells again of what it could not tell. */
    private static final Duration LONGEST_WAY = Duration.ofDays(1);

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,12})(?:\\.[0-9]*)?");

    /** Returns the workspace that the bot is installed in: in a channel that another organisation shares with us, an event itself names theirs. */
    static String team(JsonNode envelope) {
        String installed =
                envelope.path("authorizations").path(0).path("team_id").asText("");
        return installed.isEmpty() ? envelope.path("team_id").asText() : installed;
    }

    /** @param message the event itself, or the message within it */
    static SlackPost of(JsonNode envelope, JsonNode message) {
        JsonNode event = envelope.path("event");
        String channel = event.path("channel").asText();
        return new SlackPost(
                team(envelope),
                channel,
                envelope.path("authorizations").path(0).path("user_id").asText(),
                event.path("channel_type").asText().equals("im") || channel.startsWith("D"),
                message);
    }

    /** Returns what names a message among all. */
    String id(String ts) {
        return team + ":" + channel + ":" + ts;
    }

    String id() {
        return id(ts());
    }

    /** Returns what names the thread that it belongs to, or begins. */
    String thread() {
        return id(threadTs());
    }

    String ts() {
        return message.path("ts").asText();
    }

    private String threadTs() {
        return message.path("thread_ts").asText(ts());
    }

    boolean isReply() {
        return !threadTs().equals(ts());
    }

    String user() {
        return message.path("user").asText();
    }

    /** Returns what was written, as plain text; may be empty. */
    String words() {
        return SlackText.plain(message.path("text").asText());
    }

    /** Returns when it was edited last; empty: never. */
    String edited() {
        return message.path("edited").path("ts").asText();
    }

    /** Tells whether a message that replies had been given to was deleted: this stays in its place. */
    boolean isTombstone() {
        return message.path("subtype").asText().equals("tombstone");
    }

    boolean isFromAPerson() {
        return WRITTEN.contains(message.path("subtype").asText())
                && message.path("bot_id").isMissingNode()
                && message.path("bot_profile").isMissingNode()
                && message.path("app_id").isMissingNode()
                && !user().isEmpty()
                && !user().equals(SLACK_ITSELF)
                && !user().equals(bot);
    }

    /** Tells whether the bot alone can read it, or is named in it. */
    boolean isAddressed() {
        String text = message.path("text").asText();
        boolean mentioned = message.path("type").asText().equals("app_mention")
                || (!bot.isEmpty() && (text.contains("<@" + bot + ">") || text.contains("<@" + bot + "|")));
        return direct || mentioned;
    }

    /** Tells whether a message is so young that an event that tells of it may yet come. */
    static boolean mayCome(String ts, Instant now) {
        Matcher seconds = SECONDS.matcher(ts);
        return seconds.matches()
                && Instant.ofEpochSecond(Long.parseLong(seconds.group(1))).isAfter(now.minus(LONGEST_WAY));
    }

    /** Returns what a reply to it needs to know. */
    Map<String, String> details() {
        String userTeam = message.path("user_team").asText(message.path("team").asText(team));
        return Map.of(
                "channel",
                channel,
                "thread",
                threadTs(),
                "user",
                user(),
                "user_team",
                userTeam,
                "team",
                team,
                "bot",
                bot);
    }
}
