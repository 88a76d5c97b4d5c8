package dev.footnote.corpus;

import java.nio.file.Path;
import java.util.Map;

/** Collections to test with, as if they were configured. */
public final class CollectionFixtures {

    private CollectionFixtures() {}

    /** Returns collections of the given names and folders. */
    public static Collections collections(Map<String, Path> folders) {
        return new Collections(folders.entrySet().stream()
                .map(folder -> new CollectionConfiguration(
                        folder.getKey(), folder.getValue().toString()))
                .toList());
    }
}
