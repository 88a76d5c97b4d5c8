package dev.footnote.access;

import dev.footnote.corpus.Collections;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets principals see those of the configured collections that their keys name. */
@Singleton
final class ConfiguredAccess implements CollectionAccess {

    private final Set<String> configured;

    ConfiguredAccess(Collections collections) {
        this.configured = collections.names();
    }

    @Override
    public Set<String> visible(Principal principal, Set<String> requested) {
        Set<String> allowed = principal.collections();
        return configured.stream()
                .filter(name -> allowed == null || allowed.contains(name))
                .filter(name -> requested.isEmpty() || requested.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
