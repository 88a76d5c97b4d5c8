package dev.footnote.retrieval;

import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import java.nio.file.Path;

/** Makes what retrieval is configured with. */
@Factory
final class RetrievalFactory {

    /** Read at the start, so that a mistake in the file stops it. */
    @Context
    Synonyms synonyms(RetrievalConfiguration configuration) {
        String file = configuration.synonyms();
        return file == null || file.isBlank() ? Synonyms.NONE : SynonymFile.read(Path.of(file));
    }
}
