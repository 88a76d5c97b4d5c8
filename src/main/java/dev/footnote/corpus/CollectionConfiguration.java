package dev.footnote.corpus;

import io.micronaut.context.annotation.EachProperty;
import io.micronaut.context.annotation.Parameter;
import java.nio.file.Path;

/**
 * One configured collection: {@code footnote.collections.<name>}.
 *
 * @param name its name: lower-case letters, digits and hyphens
 * @param folder the folder that holds its documents
 */
@EachProperty("footnote.collections")
public record CollectionConfiguration(@Parameter String name, String folder) {

    /** Checks the name. */
    public CollectionConfiguration {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "footnote.collections: a collection's name must be 1 to 63 lower-case letters, digits and hyphens, got '"
                            + name + "'");
        }
        if (folder.isBlank()) {
            throw new IllegalArgumentException(
                    "footnote.collections." + name + ".folder must name a folder, got an empty value");
        }
    }

    /** Returns the folder as an absolute path. */
    public Path root() {
        return Path.of(folder).toAbsolutePath().normalize();
    }
}
