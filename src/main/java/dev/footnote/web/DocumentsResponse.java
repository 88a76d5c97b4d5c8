package dev.footnote.web;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of the list of documents; {@code next_cursor} is null on the last one. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record DocumentsResponse(
        List<SummaryResponse> documents, @Nullable String nextCursor, long generation, String indexState) {

    /** A document without its text. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record SummaryResponse(
            String id,
            String collection,
            String path,
            String title,
            @Nullable String uri,
            @Nullable LocalDate date,
            Map<String, List<String>> metadata,
            String contentHash,
            int length,
            int passages) {}
}
