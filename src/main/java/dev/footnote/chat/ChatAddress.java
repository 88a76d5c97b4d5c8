package dev.footnote.chat;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where the secret of links is kept, and where people reach the service: {@code footnote}.
 *
 * @param publicUrl the address at which people's browsers reach the service, as in {@code https://footnote.example.org}; null: they
 *     cannot, and footnotes have no links to their words
 */
@ConfigurationProperties("footnote")
record ChatAddress(@Nullable String publicUrl) {

    ChatAddress {
        if (publicUrl != null) {
            check(publicUrl);
        }
    }

    private static void check(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            throw mistake(url, e);
        }
        throw mistake(url, null);
    }

    private static IllegalArgumentException mistake(String url, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "footnote.public-url must be an address such as https://footnote.example.org, got " + url, cause);
    }
}
