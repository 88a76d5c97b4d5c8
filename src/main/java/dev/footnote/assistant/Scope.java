package dev.footnote.assistant;

import java.util.Set;

/**
 * What a question may be answered from.
 *
 * @param collections names of collections; empty: all that the asker may see
 * @param documents ids of documents to narrow it to; empty: no narrowing
 * @param folders folders to narrow it to, as paths within a collection with {@code /}; empty: no narrowing
 */
public record Scope(Set<String> collections, Set<String> documents, Set<String> folders) {

    /** Everything that the asker may see. */
    public static final Scope EVERYTHING = new Scope(Set.of(), Set.of(), Set.of());

    public Scope {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
        folders = Set.copyOf(folders);
    }
}
