package dev.footnote.assistant;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Answers that someone has written: {@code footnote.curated}.
 *
 * @param folder the folder of their Markdown files (see {@link CuratedFile}); null: there are none
 * @param similarity the least similarity of a question's vector and a written one's, from 0 to 1, at which they ask the same; 1: only what is
 *     the same to the letter, but for case and punctuation, does
 */
@ConfigurationProperties("footnote.curated")
record CuratedConfiguration(
        @Nullable String folder,
        @Bindable(defaultValue = "0.93") double similarity) {

    CuratedConfiguration {
        if (!(similarity >= 0 && similarity <= 1)) {
            throw new IllegalArgumentException("footnote.curated.similarity must be from 0 to 1, got " + similarity);
        }
    }
}
