package dev.footnote.chat.slack;

import dev.footnote.chat.Words;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds in one of Slack's channels: {@code footnote.slack.channels.<name>}.
 *
 * @param name a name of your own
 * @param channel the channel's id
 * @param collections the collections it is answered from; empty: those of {@code footnote.slack.collections}, and with others than those the program does not start
 * @param language the language of our own words there, {@code en} or {@code de}; null: that of {@code footnote.slack.language}
 * @param users ids of the people who may ask there; empty: whoever may ask elsewhere
 */
@EachProperty("footnote.slack.channels")
record SlackChannelConfiguration(
        @Parameter String name,
        String channel,
        @Nullable List<String> collections,
        @Nullable String language,
        @Nullable List<String> users) {

    SlackChannelConfiguration {
        if (!channel.matches("[A-Z0-9]{2,32}")) {
            throw new IllegalArgumentException("footnote.slack.channels." + name
                    + ".channel must be a channel's id such as C024BE91L, got " + channel);
        }
        if (language != null && !Words.has(language)) {
            throw new IllegalArgumentException(
                    "footnote.slack.channels." + name + ".language must be en or de, got " + language);
        }
        collections = collections == null ? List.of() : List.copyOf(collections);
        users = users == null ? List.of() : List.copyOf(users);
    }
}
