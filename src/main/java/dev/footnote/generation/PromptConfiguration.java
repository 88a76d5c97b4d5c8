package dev.footnote.generation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;

/**
 * Where the prompts are: {@code footnote}.
 *
 * @param prompts the folder that holds them
 */
@ConfigurationProperties("footnote")
public record PromptConfiguration(
        @Bindable(defaultValue = "prompts") String prompts) {

    /** Returns the file of a prompt. */
    public Path file(String name) {
        return Path.of(prompts).resolve(name);
    }
}
