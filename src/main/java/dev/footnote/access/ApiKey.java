package dev.footnote.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is kept: without the secret part, which only its hash can be compared with.
 *
 * @param id its public part
 * @param name what people call it
 * @param scopes what it is good for
 * @param collections the collections it opens; null: all
 * @param origins the origins of web pages that a {@link KeyScope#WIDGET} key may stand in, such as {@code https://example.org}
 * @param created when it was made
 */
public record ApiKey(
        String id,
        String name,
        Set<KeyScope> scopes,
        @Nullable Set<String> collections,
        Set<String> origins,
        Instant created) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
        collections = collections == null ? null : Set.copyOf(collections);
        origins = Set.copyOf(origins);
    }
}
