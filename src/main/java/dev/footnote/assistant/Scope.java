package dev.footnote.assistant;

import dev.footnote.index.PassageFilter;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a question may be answered from.
 *
 * @param collections names of collections; empty: all that the asker may see
 * @param documents ids of documents to narrow it to; empty: no narrowing
 * @param folders folders to narrow it to, as paths within a collection with {@code /}; empty: no narrowing
 * @param metadata for each key the values of which a document must have one; empty: no narrowing
 * @param dateFrom the first date at which a document may have been published; null: no narrowing
 * @param dateTo the last such date; null: no narrowing
 */
public record Scope(
        Set<String> collections,
        Set<String> documents,
        Set<String> folders,
        Map<String, Set<String>> metadata,
        @Nullable LocalDate dateFrom,
        @Nullable LocalDate dateTo) {

    /** Everything that the asker may see. */
    public static final Scope EVERYTHING = new Scope(Set.of(), Set.of(), Set.of(), Map.of(), null, null);

    public Scope {
        collections = Set.copyOf(collections);
        documents = Set.copyOf(documents);
        folders = Set.copyOf(folders);
        metadata = Map.copyOf(metadata);
    }

    /**
     * Returns the filter of the searches.
     *
     * @param visible those of the collections that the asker may see
     */
    PassageFilter filter(Set<String> visible) {
        return new PassageFilter(visible, documents, folders, metadata, dateFrom, dateTo);
    }
}
