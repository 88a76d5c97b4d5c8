package dev.footnote.generation;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Makes the language model, where there is to be one. */
@Factory
final class GenerationFactory {

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "footnote.generation.provider", notEquals = "extractive")
    @Requires(property = "footnote.generation.provider")
    LanguageModel languageModel(GenerationConfiguration configuration) {
        return new LanguageModel(configuration);
    }
}
