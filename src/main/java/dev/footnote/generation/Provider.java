package dev.footnote.generation;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose chat API is spoken. */
enum Provider {
    OPENAI("openai", "https://api.openai.com/v1") {
        @Override
        StreamingChatModel model(
                GenerationConfiguration configuration, @Nullable String key, HttpClientBuilder client) {
            OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder builder = OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(address(configuration))
                    .modelName(configuration.model())
                    .temperature(configuration.temperature());
            if (key != null) {
                builder.apiKey(key);
            }
            // OpenAI's own newer models take only the second name, what speaks its API elsewhere often only the first
            return (configuration.baseUrl() == null
                            ? builder.maxCompletionTokens(configuration.maxTokens())
                            : builder.maxTokens(configuration.maxTokens()))
                    .build();
        }
    },
    ANTHROPIC("anthropic", "https://api.anthropic.com/v1") {
        @Override
        StreamingChatModel model(
                GenerationConfiguration configuration, @Nullable String key, HttpClientBuilder client) {
            return AnthropicStreamingChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(address(configuration))
                    .apiKey(Objects.requireNonNullElse(key, NO_KEY))
                    .modelName(Objects.requireNonNull(configuration.model()))
                    .temperature(configuration.temperature())
                    .maxTokens(configuration.maxTokens())
                    .build();
        }
    },
    GOOGLE_AI_GEMINI("google-ai-gemini", "https://generativelanguage.googleapis.com/v1beta") {
        @Override
        StreamingChatModel model(
                GenerationConfiguration configuration, @Nullable String key, HttpClientBuilder client) {
            return GoogleAiGeminiStreamingChatModel.builder()
                    .httpClientBuilder(client)
                    .baseUrl(address(configuration))
                    .apiKey(Objects.requireNonNullElse(key, NO_KEY))
                    .modelName(configuration.model())
                    .temperature(configuration.temperature())
                    .maxOutputTokens(configuration.maxTokens())
                    .build();
        }
    };

    /** Stands for a key where a library insists on one and what speaks the API may not. */
    private static final String NO_KEY = "none";

    private final String settingName;
    private final String ownAddress;

    Provider(String settingName, String ownAddress) {
        this.settingName = settingName;
        this.ownAddress = ownAddress;
    }

    static Optional<Provider> named(String name) {
        return Arrays.stream(values())
                .filter(provider -> provider.settingName.equals(name))
                .findFirst();
    }

    String settingName() {
        return settingName;
    }

    String address(GenerationConfiguration configuration) {
        return Objects.requireNonNullElse(configuration.baseUrl(), ownAddress);
    }

    /** Returns LangChain4j's model over a client of ours. */
    abstract StreamingChatModel model(
            GenerationConfiguration configuration, @Nullable String key, HttpClientBuilder client);
}
