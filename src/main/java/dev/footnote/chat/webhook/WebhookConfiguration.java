package dev.footnote.chat.webhook;

import dev.footnote.chat.Words;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One webhook: {@code footnote.chat.webhooks.<name>}.
 *
 * @param name its name in the address {@code /chat/webhook/<name>}
 * @param token what the chat program sends to show who it is, at least 16 characters
 * @param collections the collections it is answered from; empty: all
 * @param language the language of our own words, {@code en} or {@code de}
 * @param timeout how long the chat program waits for an answer, at most 10 minutes; Mattermost does so for 30 seconds
 */
@EachProperty("footnote.chat.webhooks")
record WebhookConfiguration(
        @Parameter String name,
        String token,
        @Nullable List<String> collections,
        @Bindable(defaultValue = "en") String language,
        @Bindable(defaultValue = "25s") Duration timeout) {

    private static final int SHORTEST_TOKEN = 16;
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    WebhookConfiguration {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException("footnote.chat.webhooks." + name + ".token must have at least "
                    + SHORTEST_TOKEN + " characters, got " + token.length());
        }
        if (!Words.has(language)) {
            throw new IllegalArgumentException(
                    "footnote.chat.webhooks." + name + ".language must be en or de, got " + language);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "footnote.chat.webhooks." + name + ".timeout must be more than 0s and at most 10m, got " + timeout);
        }
        collections = collections == null ? List.of() : List.copyOf(collections);
    }

    /** Compares in constant time. */
    boolean opens(String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** Names no token. */
    @Override
    public String toString() {
        return "WebhookConfiguration[name=" + name + "]";
    }
}
