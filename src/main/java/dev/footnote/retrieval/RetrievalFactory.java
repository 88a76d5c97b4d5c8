package dev.footnote.retrieval;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Makes what retrieval is configured with. */
@Factory
final class RetrievalFactory {

    @Singleton
    Synonyms synonyms(RetrievalConfiguration configuration) {
        String file = configuration.synonyms();
        return file == null || file.isBlank() ? Synonyms.NONE : SynonymFile.read(Path.of(file));
    }
}
