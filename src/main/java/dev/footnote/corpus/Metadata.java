package dev.footnote.corpus;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a document beside its text; null where nothing is told.
 *
 * @param title what people call it; cleaned by {@link Title}
 * @param uri where its original can be read: http or https
 * @param date when it was published
 * @param values what else is told: values by key
 */
record Metadata(
        @Nullable String title,
        @Nullable String uri,
        @Nullable LocalDate date,
        Map<String, List<String>> values) {

    static final Metadata NONE = new Metadata(null, null, null, Map.of());

    /** Returns these metadata, with gaps filled from {@code other}. */
    Metadata or(Metadata other) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        other.values.forEach(all::putIfAbsent);
        return new Metadata(
                title == null ? other.title : title,
                uri == null ? other.uri : uri,
                date == null ? other.date : date,
                MetadataValues.bounded(all));
    }
}
