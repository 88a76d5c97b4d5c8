package dev.footnote.index.lucene;

import dev.footnote.index.IndexFormat;
import dev.footnote.index.Manifest;
import dev.footnote.index.PassageIndex;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Opens the index once and closes it with the program. */
@Factory
final class LuceneIndexFactory {

    @Singleton
    IndexFormat format() {
        return new IndexFormat(LucenePassageIndex.SCHEMA, FootnoteAnalyzer.VERSION);
    }

    @Singleton
    @Bean(preDestroy = "close")
    PassageIndex index(IndexConfiguration configuration, Manifest inUse) {
        return LucenePassageIndex.open(configuration.directory(), inUse);
    }
}
