package dev.footnote.generation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of language models for tests: impatient ones. */
public final class Generations {

    static final String KEY = "sk-canary-0123456789abcdef";

    private Generations() {}

    /** Returns settings for a server. */
    public static GenerationConfiguration of(String provider, @Nullable String baseUrl) {
        return new GenerationConfiguration(
                provider,
                "model-1",
                baseUrl,
                KEY,
                null,
                0.0,
                100,
                Duration.ofSeconds(10),
                Duration.ofMillis(600),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                2,
                Duration.ofMillis(500),
                1500,
                true,
                false);
    }
}
