package dev.footnote.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what people call it, 1 to 100 characters
 * @param scopes what it is good for, at least one; {@link KeyScope#WIDGET} only by itself, since everyone can read such a key
 * @param collections the collections it opens; null: all, as a key with {@link KeyScope#ADMIN} must
 * @param origins for a {@link KeyScope#WIDGET} key, the origins of the pages it may stand in, at least one; else none
 */
public record NewKey(
        String name, Set<KeyScope> scopes, @Nullable Set<String> collections, Set<String> origins) {

    private static final int LONGEST_NAME = 100;

    /** @throws IllegalArgumentException if it is not as described, with what was expected */
    public NewKey {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A key's name must have 1 to " + LONGEST_NAME + " characters, but it has " + name.length() + ".");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("A key must have at least one scope, but it has none.");
        }
        boolean widget = scopes.contains(KeyScope.WIDGET);
        if (widget && scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "A widget key must have no other scope, for everyone can read it in the page. Make a second key.");
        }
        if (scopes.contains(KeyScope.ADMIN) && collections != null) {
            throw new IllegalArgumentException(
                    "A key with the scope admin must open all collections, for reports show what was asked of any.");
        }
        if (widget == origins.isEmpty()) {
            throw new IllegalArgumentException(
                    widget
                            ? "A widget key must name the origins of the pages it may stand in, such as https://example.org."
                            : "Origins are for widget keys alone.");
        }
        origins.forEach(NewKey::checkOrigin);
        scopes = Set.copyOf(scopes);
        collections = collections == null ? null : Set.copyOf(collections);
        origins = Set.copyOf(origins);
    }

    private static void checkOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            String scheme = uri.getScheme();
            boolean plain = uri.getHost() != null
                    && ("http".equals(scheme) || "https".equals(scheme))
                    && origin.equals(scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                    && origin.equals(origin.toLowerCase(Locale.ROOT));
            if (plain) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below, like any other text that is no origin
        }
        throw new IllegalArgumentException(
                "An origin must be a scheme, a host and a port where it is not the usual one, in small letters, such as"
                        + " https://example.org, but it is '" + origin + "'.");
    }
}
