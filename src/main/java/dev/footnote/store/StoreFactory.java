package dev.footnote.store;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Opens the database when it is first needed. */
@Factory
final class StoreFactory {

    @Singleton
    @Bean(preDestroy = "close")
    Store store(StoreConfiguration configuration, DataFolder folder) {
        return configuration.url() == null ? Store.sqlite(Path.of(folder.data())) : Store.postgresql(configuration);
    }
}
