package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who may ask where: by the lists of the configuration, and by what somebody is to the workspace. Safe for use by many threads. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(SlackAdmission.class);
    private static final int MOST_PEOPLE = 10_000;

    private final SlackConfiguration configuration;
    private final List<SlackChannelConfiguration> channels;
    private final SlackApi api;
    private final Cache<String, Standing> people = Caffeine.newBuilder()
            .maximumSize(MOST_PEOPLE)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** @throws IllegalArgumentException if a channel is to be answered from more than all of Slack may be */
    SlackAdmission(SlackConfiguration configuration, List<SlackChannelConfiguration> channels, SlackApi api) {
        channels.forEach(each -> check(each, configuration.collections()));
        this.configuration = configuration;
        this.channels = channels;
        this.api = api;
    }

    private static void check(SlackChannelConfiguration channel, @Nullable List<String> most) {
        List<String> collections = Objects.requireNonNullElse(channel.collections(), List.of());
        if (most != null && !most.isEmpty() && !most.containsAll(collections)) {
            throw new IllegalArgumentException("footnote.slack.channels." + channel.name()
                    + ".collections must be among footnote.slack.collections, which are " + most + ", got "
                    + collections);
        }
    }

    /** What somebody is to the workspace. */
    private enum Standing {
        MEMBER,
        GUEST,
        EXTERNAL,
        BOT
    }

    private Optional<SlackChannelConfiguration> settings(String channel) {
        return channels.stream().filter(each -> each.channel().equals(channel)).findFirst();
    }

    /** Returns the collections that a channel is answered from; empty: all. */
    Set<String> collections(String channel) {
        return settings(channel)
                .map(SlackChannelConfiguration::collections)
                .filter(collections -> !collections.isEmpty())
                .or(() -> Optional.ofNullable(configuration.collections()))
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    /** Returns the language of our own words in a channel. */
    String language(String channel) {
        return settings(channel).map(SlackChannelConfiguration::language).orElse(configuration.language());
    }

    /**
     * Tells whether somebody may ask in a channel. May ask Slack who they are, and so take time.
     *
     * @param team the workspace that the bot is installed in
     * @throws SlackException if Slack cannot say just now who they are
     */
    boolean admits(String team, String channel, String user) {
        boolean direct = channel.startsWith("D");
        List<String> here =
                settings(channel).map(SlackChannelConfiguration::users).orElse(List.of());
        boolean listed = allows(configuration.workspaces(), team)
                && allows(configuration.allowedUsers(), user)
                && (direct || allows(configuration.allowedChannels(), channel))
                && allows(here, user);
        if (!listed) {
            return false;
        }
        if (configuration.guests() && configuration.externals()) {
            return true;
        }
        return switch (standing(user, team)) {
            case MEMBER -> true;
            case GUEST -> configuration.guests();
            case EXTERNAL -> configuration.externals();
            case BOT -> false;
        };
    }

    private static boolean allows(@Nullable List<String> list, String id) {
        return list == null || list.isEmpty() || list.contains(id);
    }

    /** Whoever is not known to be a member is taken for an outsider, unless Slack may say so a little later. */
    private Standing standing(String user, String team) {
        String key = team + " " + user;
        Standing known = people.getIfPresent(key);
        if (known != null) {
            return known;
        }
        try {
            Standing standing =
                    standing(api.read("users.info", Map.of("user", user)).path("user"), team);
            people.put(key, standing);
            return standing;
        } catch (SlackException e) {
            if (e.isPassing()) {
                throw e;
            }
            LOG.warn(
                    "It cannot be told who asks, so they are refused: {} The bot needs the scope users:read, or"
                            + " footnote.slack.guests and footnote.slack.externals must both be true.",
                    e.getMessage());
            return Standing.EXTERNAL;
        }
    }

    private static Standing standing(JsonNode person, String team) {
        if (person.path("is_bot").asBoolean()) {
            return Standing.BOT;
        }
        if (person.path("is_stranger").asBoolean() || !belongs(person, team)) {
            return Standing.EXTERNAL;
        }
        boolean guest = person.path("is_restricted").asBoolean()
                || person.path("is_ultra_restricted").asBoolean();
        return guest ? Standing.GUEST : Standing.MEMBER;
    }

    /** In an enterprise somebody is at home in one workspace and a member of several. */
    private static boolean belongs(JsonNode person, String team) {
        if (person.path("team_id").asText(team).equals(team)) {
            return true;
        }
        for (JsonNode each : person.path("enterprise_user").path("teams")) {
            if (each.asText().equals(team)) {
                return true;
            }
        }
        return false;
    }
}
