package dev.footnote.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerationConfigurationTest {

    @TempDir
    private Path folder;

    private static GenerationConfiguration with(String... settings) {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("footnote.generation." + settings[i], settings[i + 1]);
        }
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            return context.getBean(GenerationConfiguration.class);
        }
    }

    @Test
    void nothingIsNeededToExtract() {
        GenerationConfiguration configuration = with();
        assertThat(configuration.isOn()).isFalse();
        assertThat(configuration.apiKey()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider|chatgpt|extractive, openai, anthropic, google-ai-gemini, got chatgpt",
                "provider|openai|footnote.generation.model must name a model of openai",
                "base-url|localhost:11434|base-url must be an address such as http://localhost:11434/v1",
                "base-url|ftp://example.org|base-url must be an address",
                "base-url|http://user:pass@example.org|without a user's name",
                "temperature|3|temperature must be from 0 to 2, got 3.0",
                "max-tokens|0|max-tokens must be from 1 to 100000, got 0",
                "retries|6|retries must be from 0 to 5",
                "evidence-tokens|10|evidence-tokens must be from 100",
                "token-timeout|0s|token-timeout must be more than 0",
            })
    void mistakesAreNamed(String key, String value, String message) {
        assertThatThrownBy(() -> with(key, value)).rootCause().hasMessageContaining(message);
    }

    @Test
    void theKeyMayComeFromAFileAndIsNeverPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-canary-42\n");
        GenerationConfiguration configuration = with("key-file", file.toString());
        assertThat(configuration.apiKey()).isEqualTo("sk-canary-42");
        assertThat(with("key", "sk-canary-43").toString()).doesNotContain("canary");
    }

    @Test
    void aFileThatHoldsNoKeyIsAMistake() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), " \n");
        assertThatThrownBy(() -> with("key-file", empty.toString()).apiKey())
                .hasMessageContaining("holds a key and nothing else");
        assertThatThrownBy(() ->
                        with("key-file", folder.resolve("absent").toString()).apiKey())
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> with("key", "a", "key-file", empty.toString()))
                .rootCause()
                .hasMessageContaining("leave one out");
    }
}
