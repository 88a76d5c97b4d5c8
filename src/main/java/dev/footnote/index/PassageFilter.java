package dev.footnote.index;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which passages a search may return. It acts inside lexical and vector search, never on their results, so that what one may not see
 * neither takes a place nor shows in the time taken.
 *
 * @param collections the names of the collections that may be seen; empty: none
 * @param documents the ids of the documents to which the search is narrowed further; empty: no narrowing
 * @param folders the folders to which the search is narrowed further, as paths within a collection with {@code /}, such as
 *     {@code contracts/2024}; what lies below them passes; empty: no narrowing
 */
public record PassageFilter(Set<String> collections, Set<String> documents, Set<String> folders) {

    public PassageFilter {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
        folders = Set.copyOf(folders);
    }

    /** Returns the filter that lets all documents of the given collections pass. */
    public static PassageFilter collections(Set<String> collections) {
        return new PassageFilter(collections, Set.of(), Set.of());
    }

    /** Tells whether a document of the given collection, id and path passes. */
    public boolean passes(String collection, String documentId, String path) {
        return collections.contains(collection)
                && (documents.isEmpty() || documents.contains(documentId))
                && (folders.isEmpty() || foldersOf(path).stream().anyMatch(folders::contains));
    }

    /** Returns the folders that a document lies in, the outermost first: {@code a} and {@code a/b} for {@code a/b/c.txt}. */
    public static List<String> foldersOf(String path) {
        return IntStream.range(0, path.length())
                .filter(at -> path.charAt(at) == '/')
                .mapToObj(at -> path.substring(0, at))
                .toList();
    }
}
