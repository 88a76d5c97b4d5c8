package dev.footnote.web;

import dev.footnote.answer.Citation;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Citation} on the wire, with the address that opens it in the source viewer. */
@Serdeable.Serializable(naming = SnakeCaseStrategy.class)
record CitationResponse(
        int index,
        String documentId,
        String collection,
        String path,
        String contentHash,
        String title,
        @Nullable String uri,
        String sourceUrl,
        List<String> headingPath,
        @Nullable Integer page,
        int start,
        int end,
        String quote,
        @Nullable Integer sentence) {

    static CitationResponse of(Citation citation) {
        return new CitationResponse(
                citation.index(),
                citation.documentId(),
                citation.collection(),
                citation.path(),
                citation.contentHash(),
                citation.title(),
                citation.uri(),
                "/d/" + citation.documentId() + "#" + citation.start() + "-" + citation.end(),
                citation.headingPath(),
                citation.page(),
                citation.start(),
                citation.end(),
                citation.quote(),
                citation.sentence() < 0 ? null : citation.sentence());
    }
}
