package dev.footnote.chat.slack;

import dev.footnote.chat.Words;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Slack bot: {@code footnote.slack}. It is on where any secret is set.
 *
 * @param botToken the token that begins with {@code xoxb-}; rather from the environment than from a file that others can read
 * @param botTokenFile a file that holds the bot token and nothing else
 * @param signingSecret what Slack signs its requests with; needed unless {@code app-token} is there
 * @param signingSecretFile a file that holds the signing secret and nothing else
 * @param appToken the token that begins with {@code xapp-}: Socket Mode, which needs no public address
 * @param appTokenFile a file that holds the app token and nothing else
 * @param apiUrl where Slack's Web API is
 * @param timeout the longest time of one call of it, at most 1 minute
 * @param collections the collections that answers come from; empty: all
 * @param language the language of our own words where a channel has none of its own, {@code en} or {@code de}
 * @param workspaces ids of the workspaces that may ask; empty: the one that the bot is installed in
 * @param allowedChannels ids of the channels in which it answers; empty: all it is invited to. Direct messages are not channels
 * @param allowedUsers ids of the people who may ask; empty: all members
 * @param guests whether guests may ask
 * @param externals whether members of other organisations, in shared channels, may ask
 * @param followUps whether it answers in a thread of its own without being mentioned again
 * @param streaming whether answers that a language model writes are shown while it writes
 */
@ConfigurationProperties("footnote.slack")
public record SlackConfiguration(
        @Nullable String botToken,
        @Nullable String botTokenFile,
        @Nullable String signingSecret,
        @Nullable String signingSecretFile,
        @Nullable String appToken,
        @Nullable String appTokenFile,
        @Bindable(defaultValue = "https://slack.com/api/") String apiUrl,
        @Bindable(defaultValue = "10s") Duration timeout,
        @Nullable List<String> collections,
        @Bindable(defaultValue = "en") String language,
        @Nullable List<String> workspaces,
        @Nullable List<String> allowedChannels,
        @Nullable List<String> allowedUsers,
        @Bindable(defaultValue = "false") boolean guests,
        @Bindable(defaultValue = "false") boolean externals,
        @Bindable(defaultValue = "false") boolean followUps,
        @Bindable(defaultValue = "true") boolean streaming) {

    private static final int LONGEST_SECRET = 1_000;
    private static final int SHORTEST_SECRET = 16;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** Checks the address, and that each secret is given once at most. */
    public SlackConfiguration {
        once("bot-token", botToken, botTokenFile);
        once("signing-secret", signingSecret, signingSecretFile);
        once("app-token", appToken, appTokenFile);
        URI uri;
        try {
            uri = URI.create(apiUrl);
        } catch (IllegalArgumentException e) {
            throw mistake("api-url", "an address such as https://slack.com/api/", apiUrl);
        }
        boolean loopback = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (uri.getHost() == null
                || !("https".equals(uri.getScheme()) || (loopback && "http".equals(uri.getScheme())))) {
            throw mistake("api-url", "an https address such as https://slack.com/api/", apiUrl);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw mistake("timeout", "more than 0s and at most 1m", timeout.toString());
        }
        if (!Words.has(language)) {
            throw mistake("language", "en or de", language);
        }
        collections = collections == null ? List.of() : List.copyOf(collections);
        workspaces = workspaces == null ? List.of() : List.copyOf(workspaces);
        allowedChannels = allowedChannels == null ? List.of() : List.copyOf(allowedChannels);
        allowedUsers = allowedUsers == null ? List.of() : List.copyOf(allowedUsers);
    }

    private static void once(String name, @Nullable String value, @Nullable String file) {
        if (value != null && file != null) {
            throw new IllegalArgumentException("footnote.slack." + name + " and footnote.slack." + name
                    + "-file must not both be there: leave one out");
        }
    }

    private static IllegalArgumentException mistake(String name, String expected, String found) {
        return new IllegalArgumentException("footnote.slack." + name + " must be " + expected + ", got " + found);
    }

    /**
     * Checks that the secrets are there and look right.
     *
     * @throws IllegalArgumentException if not; the message names the key and no secret
     */
    void checkSecrets() {
        bot();
        app();
        signing();
    }

    /** Returns the bot token. */
    String bot() {
        String token = secret("bot-token", botToken, botTokenFile);
        if (token == null || !token.startsWith("xoxb-")) {
            throw new IllegalArgumentException(
                    "footnote.slack.bot-token must be a token that begins with xoxb-, got " + shape(token));
        }
        return token;
    }

    /** Returns the app token; null: no Socket Mode. */
    @Nullable
    String app() {
        String token = secret("app-token", appToken, appTokenFile);
        if (token != null && !token.startsWith("xapp-")) {
            throw new IllegalArgumentException(
                    "footnote.slack.app-token must be a token that begins with xapp-, got " + shape(token));
        }
        return token;
    }

    /** Returns the signing secret; null: nothing comes over HTTP. */
    @Nullable
    String signing() {
        String secret = secret("signing-secret", signingSecret, signingSecretFile);
        if (secret == null && app() == null) {
            throw new IllegalArgumentException(
                    "footnote.slack.signing-secret must be there, or footnote.slack.app-token for Socket Mode, got neither");
        }
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            throw mistake("signing-secret", "at least " + SHORTEST_SECRET + " characters", shape(secret));
        }
        return secret;
    }

    /** A secret is not printed, not even a wrong one. */
    private static String shape(@Nullable String token) {
        return token == null ? "none" : "one of " + token.length() + " characters";
    }

    private static @Nullable String secret(String name, @Nullable String value, @Nullable String file) {
        if (file == null) {
            return value == null || value.isBlank() ? null : value.strip();
        }
        try {
            String content = Files.size(Path.of(file)) > LONGEST_SECRET
                    ? ""
                    : Files.readString(Path.of(file)).strip();
            if (content.isEmpty() || content.chars().anyMatch(Character::isWhitespace)) {
                throw mistake(name + "-file", "a file that holds it and nothing else", file);
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "footnote.slack." + name + "-file must be a file that can be read, but " + file + " is not", e);
        }
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "SlackConfiguration[apiUrl=" + apiUrl + "]";
    }
}
