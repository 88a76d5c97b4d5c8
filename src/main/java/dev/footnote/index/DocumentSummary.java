package dev.footnote.index;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A document without its text.
 *
 * @param id the document's id
 * @param collection the collection it belongs to
 * @param path its path relative to the collection's folder
 * @param contentHash SHA-256 of its text
 * @param title what people call it
 * @param uri where its original can be read, if it has told so
 * @param date when it was published, if it has told so
 * @param metadata what else it tells of itself: values by key
 * @param length the length of its text in UTF-16 code units
 * @param passages how many passages it was split into
 */
public record DocumentSummary(
        String id,
        String collection,
        String path,
        String contentHash,
        String title,
        @Nullable String uri,
        @Nullable LocalDate date,
        Map<String, List<String>> metadata,
        int length,
        int passages) {

    public DocumentSummary {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** Returns its place in the list of documents. */
    public DocumentPosition position() {
        return new DocumentPosition(collection, path);
    }
}
