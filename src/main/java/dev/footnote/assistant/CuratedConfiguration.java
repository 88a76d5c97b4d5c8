package dev.footnote.assistant;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Answers that someone has written: {@code footnote.curated}.
 *
 * @param folder the folder of their Markdown files (see {@link CuratedFile}); null or blank: there are none
 */
@ConfigurationProperties("footnote.curated")
record CuratedConfiguration(@Nullable String folder) {

    CuratedConfiguration {
        folder = folder == null || folder.isBlank() ? null : folder;
        if (folder != null && !Files.isDirectory(Path.of(folder))) {
            throw new IllegalArgumentException("footnote.curated.folder must be a folder, got " + folder);
        }
    }
}
