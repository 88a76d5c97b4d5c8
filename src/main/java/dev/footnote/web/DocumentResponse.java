package dev.footnote.web;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document with its text; offsets of headings and markup are into that text, in UTF-16 code units. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record DocumentResponse(
        String id,
        String collection,
        String path,
        String title,
        @Nullable String uri,
        @Nullable LocalDate date,
        Map<String, List<String>> metadata,
        String contentHash,
        String text,
        List<HeadingResponse> headings,
        List<MarkupResponse> markup,
        long generation,
        boolean current) {

    /** A heading. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record HeadingResponse(int start, int end, int level) {}

    /** A range that is marked up; outer ones come before those within them. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record MarkupResponse(
            int start, int end, String kind, @Nullable String target) {}
}
