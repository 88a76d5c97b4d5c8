package dev.footnote.index.lucene;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * Where the index is kept: {@code footnote}.
 *
 * @param data the folder of everything that the program stores
 */
@ConfigurationProperties("footnote")
record IndexConfiguration(@Bindable(defaultValue = "data") String data) {

    Path directory() {
        return Path.of(data, "index");
    }
}
