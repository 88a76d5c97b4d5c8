package dev.footnote.corpus;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The collections that are configured: those of the configuration or, where it names none, the documents that come with the program. */
@Singleton
public final class Collections {

    private static final CollectionConfiguration SEEDS = new CollectionConfiguration("default", "seeds");

    private final List<CollectionConfiguration> configured;

    /** @param configured the collections that the configuration names */
    Collections(List<CollectionConfiguration> configured) {
        this.configured = configured.isEmpty()
                ? List.of(SEEDS)
                : configured.stream()
                        .sorted(Comparator.comparing(CollectionConfiguration::name))
                        .toList();
    }

    /** Returns the collections in the order of their names. */
    public List<CollectionConfiguration> all() {
        return configured;
    }

    /** Returns the names of the collections. */
    public Set<String> names() {
        return configured.stream().map(CollectionConfiguration::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns those of them that have the given name. */
    public Collections only(String name) {
        return new Collections(configured.stream()
                .filter(collection -> collection.name().equals(name))
                .toList());
    }
}
