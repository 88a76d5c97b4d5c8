package dev.footnote.access;

import dev.footnote.corpus.Collections;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets whoever sits at this machine see every configured collection, and nobody else see any. */
@Singleton
final class LocalAccess implements CollectionAccess {

    private final Set<String> configured;

    LocalAccess(Collections collections) {
        this.configured = collections.names();
    }

    @Override
    public Set<String> visible(Principal principal, Set<String> requested) {
        if (!principal.equals(Principal.LOCAL)) {
            return Set.of();
        }
        return requested.isEmpty()
                ? configured
                : configured.stream().filter(requested::contains).collect(Collectors.toUnmodifiableSet());
    }
}
