package dev.footnote.chat.webhook;

import dev.footnote.chat.Words;
import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One webhook: {@code footnote.chat.webhooks.<name>}.
 *
 * @param name its name in the address {@code /chat/webhook/<name>}
 * @param token what the chat program sends to show who it is, at least 16 characters
 * @param collections the collections it is answered from; empty: all
 * @param language the language of our own words, {@code en} or {@code de}
 * @param lateAnswers the chat program's own address, as in {@code https://mattermost.example.org}: an answer that takes longer than the timeout
 *     goes to the {@code response_url} of the request, where that begins with this; null: it is not given
 * @param timeout how long the chat program waits for an answer, at most 10 minutes; Mattermost does so for 30 seconds
 */
@EachProperty("footnote.chat.webhooks")
record WebhookConfiguration(
        @Parameter String name,
        String token,
        @Nullable List<String> collections,
        @Bindable(defaultValue = "en") String language,
        @Nullable String lateAnswers,
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
        if (lateAnswers != null && address(lateAnswers).isEmpty()) {
            throw new IllegalArgumentException("footnote.chat.webhooks." + name
                    + ".late-answers must be an address such as https://mattermost.example.org, got " + lateAnswers);
        }
        collections = collections == null ? List.of() : List.copyOf(collections);
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return Optional.of(uri).filter(each -> web && each.getHost() != null && each.getUserInfo() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns where a late answer goes. Otherwise whoever can make the chat program pass an address on could have us call it.
     *
     * @param responseUrl what the request names; empty: nothing
     * @return empty: nowhere
     */
    Optional<URI> late(String responseUrl) {
        if (lateAnswers == null || responseUrl.isEmpty()) {
            return Optional.empty();
        }
        URI own = address(lateAnswers).orElseThrow();
        return address(responseUrl)
                .filter(uri -> uri.getScheme().equals(own.getScheme())
                        && uri.getAuthority().equals(own.getAuthority())
                        && uri.normalize().getPath().startsWith(own.getPath()));
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
