package dev.footnote.assistant;

import java.util.Set;

/**
 * What a question may be answered from.
 *
 * @param collections names of collections; empty: all that the asker may see
 * @param documents ids of documents to narrow it to; empty: no narrowing
 */
public record Scope(Set<String> collections, Set<String> documents) {

    /** Everything that the asker may see. */
    public static final Scope EVERYTHING = new Scope(Set.of(), Set.of());

    public Scope {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
    }
}
