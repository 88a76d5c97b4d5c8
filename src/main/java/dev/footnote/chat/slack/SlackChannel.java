package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.footnote.chat.Channel;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.chat.SourceLinks;
import dev.footnote.chat.Words;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slack. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackChannel implements Channel {

    static final String NAME = "slack";

    private static final Logger LOG = LoggerFactory.getLogger(SlackChannel.class);
    private static final int MOST_PEOPLE = 10_000;

    private final SlackConfiguration configuration;
    private final List<SlackChannelConfiguration> channels;
    private final SlackApi api;
    private final SlackStreaming streaming;
    private final SlackTidying tidying;
    private final SourceLinks links;
    private final Cache<String, Standing> people = Caffeine.newBuilder()
            .maximumSize(MOST_PEOPLE)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    SlackChannel(
            SlackConfiguration configuration,
            List<SlackChannelConfiguration> channels,
            SlackApi api,
            SlackStreaming streaming,
            SlackTidying tidying,
            SourceLinks links) {
        this.configuration = configuration;
        this.channels = channels;
        this.api = api;
        this.streaming = streaming;
        this.tidying = tidying;
        this.links = links;
    }

    /** What somebody is to the workspace. */
    private enum Standing {
        MEMBER,
        GUEST,
        EXTERNAL,
        BOT
    }

    @Override
    public String name() {
        return NAME;
    }

    Optional<SlackChannelConfiguration> settings(String channel) {
        return channels.stream().filter(each -> each.channel().equals(channel)).findFirst();
    }

    @Override
    public Optional<String> refusal(ChatQuestion question) {
        return isAllowed(question) ? Optional.empty() : Optional.of(Words.NOT_ALLOWED.in(question.language()));
    }

    private boolean isAllowed(ChatQuestion question) {
        String user = question.detail("user");
        String channel = question.detail("channel");
        boolean direct = channel.startsWith("D");
        List<String> here =
                settings(channel).map(SlackChannelConfiguration::users).orElse(List.of());
        boolean listed = allows(configuration.workspaces(), question.detail("team"))
                && allows(configuration.allowedUsers(), user)
                && (direct || allows(configuration.allowedChannels(), channel))
                && allows(here, user);
        if (!listed) {
            return false;
        }
        if (configuration.guests() && configuration.externals()) {
            return true;
        }
        return switch (standing(user, question.detail("team"))) {
            case MEMBER -> true;
            case GUEST -> configuration.guests();
            case EXTERNAL -> configuration.externals();
            case BOT -> false;
        };
    }

    private static boolean allows(@Nullable List<String> list, String id) {
        return list == null || list.isEmpty() || list.contains(id);
    }

    /** Whoever is not known to be a member is taken for an outsider. */
    private Standing standing(String user, String team) {
        Standing known = people.getIfPresent(user);
        if (known != null) {
            return known;
        }
        try {
            JsonNode person = api.read("users.info", Map.of("user", user)).path("user");
            Standing standing = Standing.MEMBER;
            if (person.path("is_bot").asBoolean()) {
                standing = Standing.BOT;
            } else if (person.path("is_stranger").asBoolean()
                    || !person.path("team_id").asText(team).equals(team)) {
                standing = Standing.EXTERNAL;
            } else if (person.path("is_restricted").asBoolean()
                    || person.path("is_ultra_restricted").asBoolean()) {
                standing = Standing.GUEST;
            }
            people.put(user, standing);
            return standing;
        } catch (SlackException e) {
            LOG.warn(
                    "It cannot be told who asks, so they are refused: {} The bot needs the scope users:read, or"
                            + " footnote.slack.guests and footnote.slack.externals must both be true.",
                    e.getMessage());
            return Standing.EXTERNAL;
        }
    }

    @Override
    public Reply reply(ChatQuestion question, @Nullable String handle, boolean again) {
        return question.details().containsKey("response_url")
                ? new SlackCommandReply(api, links, question)
                : new SlackReply(api, streaming, tidying, links, question, handle, again);
    }

    @Override
    public void withdraw(ChatQuestion question, String handle) {
        SlackAnswerMessages.parts(handle).forEach(ts -> SlackAnswerMessages.delete(api, question, ts));
    }
}
