package dev.footnote.inference;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Opens the configured models once and closes them with the program. */
@Factory
final class InferenceFactory {

    @Singleton
    @Bean(preDestroy = "close")
    InferenceQueue queue(InferenceConfiguration configuration) {
        return new InferenceQueue(configuration.threads(), configuration.modelQueue());
    }

    @Singleton
    @Bean(preDestroy = "close")
    Encoder encoder(InferenceConfiguration configuration, InferenceQueue queue) {
        return new ModelFolders(Path.of(configuration.models())).openEncoder(configuration.encoder(), queue);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Reader reader(InferenceConfiguration configuration, InferenceQueue queue) {
        return new ModelFolders(Path.of(configuration.models())).openReader(configuration.reader(), queue);
    }
}
