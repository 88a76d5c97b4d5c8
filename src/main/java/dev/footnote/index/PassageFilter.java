package dev.footnote.index;

import java.util.Set;

/**
 * Which passages a search may return. It acts inside lexical and vector search, never on their results, so that what one may not see
 * neither takes a place nor shows in the time taken.
 *
 * @param collections the names of the collections that may be seen; empty: none
 * @param documents the ids of the documents to which the search is narrowed further; empty: no narrowing
 */
public record PassageFilter(Set<String> collections, Set<String> documents) {

    public PassageFilter {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
    }

    /** Returns the filter that lets all documents of the given collections pass. */
    public static PassageFilter collections(Set<String> collections) {
        return new PassageFilter(collections, Set.of());
    }
}
