package dev.footnote.corpus;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a document beside its text; null where nothing is told.
 *
 * @param title what people call it; cleaned by {@link Title}
 * @param uri where its original can be read: http or https
 * @param date when it was published
 */
record Metadata(
        @Nullable String title,
        @Nullable String uri,
        @Nullable LocalDate date) {

    static final Metadata NONE = new Metadata(null, null, null);

    /** Returns these metadata, with gaps filled from {@code other}. */
    Metadata or(Metadata other) {
        return new Metadata(
                title == null ? other.title : title, uri == null ? other.uri : uri, date == null ? other.date : date);
    }
}
