package dev.footnote.index;

import dev.footnote.corpus.MetadataValues;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which passages a search may return. It acts inside lexical and vector search, never on their results, so that what one may not see
 * neither takes a place nor shows in the time taken.
 *
 * @param collections the names of the collections that may be seen; empty: none
 * @param documents the ids of the documents to which the search is narrowed further; empty: no narrowing
 * @param folders the folders to which the search is narrowed further, as paths within a collection with {@code /}, such as
 *     {@code contracts/2024}; what lies below them passes; empty: no narrowing
 * @param metadata for each key the values of which a document must have one; keys and values are compared as
 *     {@link MetadataValues#normalized} says; empty: no narrowing
 * @param dateFrom the first date at which a document that passes may have been published; null: no narrowing
 * @param dateTo the last such date; null: no narrowing
 */
public record PassageFilter(
        Set<String> collections,
        Set<String> documents,
        Set<String> folders,
        Map<String, Set<String>> metadata,
        @Nullable LocalDate dateFrom,
        @Nullable LocalDate dateTo) {

    public PassageFilter {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
        folders = Set.copyOf(folders);
        Map<String, Set<String>> normalized = new TreeMap<>();
        metadata.forEach((key, values) -> normalized.put(
                MetadataValues.normalized(key),
                values.stream().map(MetadataValues::normalized).collect(Collectors.toUnmodifiableSet())));
        metadata = Map.copyOf(normalized);
    }

    /** Returns the filter that lets all documents of the given collections pass. */
    public static PassageFilter collections(Set<String> collections) {
        return new PassageFilter(collections, Set.of(), Set.of(), Map.of(), null, null);
    }

    /** Tells whether it lets whole collections pass. */
    public boolean isOfCollectionsAlone() {
        return documents.isEmpty() && folders.isEmpty() && metadata.isEmpty() && dateFrom == null && dateTo == null;
    }

    /** Tells whether a document passes. One that gives no date passes no narrowing by date. */
    public boolean passes(DocumentSummary document) {
        return collections.contains(document.collection())
                && (documents.isEmpty() || documents.contains(document.id()))
                && (folders.isEmpty() || foldersOf(document.path()).stream().anyMatch(folders::contains))
                && metadata.entrySet().stream()
                        .allMatch(wanted -> hasOneOf(
                                document.metadata().getOrDefault(wanted.getKey(), List.of()), wanted.getValue()))
                && passesDate(document.date());
    }

    private static boolean hasOneOf(List<String> values, Set<String> wanted) {
        return values.stream().map(MetadataValues::normalized).anyMatch(wanted::contains);
    }

    private boolean passesDate(@Nullable LocalDate date) {
        if (dateFrom == null && dateTo == null) {
            return true;
        }
        return date != null
                && (dateFrom == null || !date.isBefore(dateFrom))
                && (dateTo == null || !date.isAfter(dateTo));
    }

    /** Returns the folders that a document lies in, the outermost first: {@code a} and {@code a/b} for {@code a/b/c.txt}. */
    public static List<String> foldersOf(String path) {
        return IntStream.range(0, path.length())
                .filter(at -> path.charAt(at) == '/')
                .mapToObj(at -> path.substring(0, at))
                .toList();
    }
}
