package dev.footnote.generation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who writes answers: {@code footnote.generation}.
 *
 * @param provider {@code extractive}: nobody, answers are extracted; {@code openai}: OpenAI or whatever speaks its chat API at
 *     {@code base-url}; {@code anthropic}; {@code google-ai-gemini}
 * @param model the model's name as its provider knows it; needed unless {@code provider} is {@code extractive}
 * @param baseUrl where the provider's API is; null: its own address
 * @param key the API key; rather from the environment than from a file that others can read; null: none
 * @param keyFile a file that holds the API key and nothing else; null: none
 * @param temperature how freely it writes, 0 to 2; null: as the provider has it, for some models take no other
 * @param maxTokens the longest answer in the model's tokens, 1 to 100,000
 * @param timeout the longest time for all of an answer, beside the time to find passages
 * @param firstTokenTimeout the longest time until something is written
 * @param tokenTimeout the longest time in which nothing more is written
 * @param connectTimeout the longest time to connect
 * @param retries how often it is tried again where nothing was written, 0 to 5
 * @param rewriteTimeout how long a follow-up question waits for the model to rewrite it for the search; 0: it is not rewritten
 * @param evidenceTokens about how many tokens of passages the model is given, 100 to 100,000
 * @param verify whether sentences are checked against the documents; if not, none counts as supported. For measuring
 * @param fallback whether answers are extracted where the model fails; if not, the failure is an error
 */
@ConfigurationProperties("footnote.generation")
public record GenerationConfiguration(
        @Bindable(defaultValue = "extractive") String provider,
        @Nullable String model,
        @Nullable String baseUrl,
        @Nullable String key,
        @Nullable String keyFile,
        @Nullable Double temperature,
        @Bindable(defaultValue = "1024") int maxTokens,
        @Bindable(defaultValue = "120s") Duration timeout,
        @Bindable(defaultValue = "30s") Duration firstTokenTimeout,
        @Bindable(defaultValue = "15s") Duration tokenTimeout,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "2") int retries,
        @Bindable(defaultValue = "4s") Duration rewriteTimeout,
        @Bindable(defaultValue = "1500") int evidenceTokens,
        @Bindable(defaultValue = "true") boolean verify,
        @Bindable(defaultValue = "true") boolean fallback) {

    private static final String EXTRACTIVE = "extractive";
    private static final int MOST_TOKENS = 100_000;
    private static final int FEWEST_EVIDENCE_TOKENS = 100;
    private static final int MOST_RETRIES = 5;
    private static final int LONGEST_KEY = 10_000;

    /** Checks the settings, and that what the provider needs is there. */
    public GenerationConfiguration {
        if (!provider.equals(EXTRACTIVE)) {
            if (Provider.named(provider).isEmpty()) {
                String names = Arrays.stream(Provider.values())
                        .map(Provider::settingName)
                        .collect(Collectors.joining(", "));
                throw mistake("provider", EXTRACTIVE + ", " + names, provider);
            }
            if (model == null || model.isBlank()) {
                throw new IllegalArgumentException("footnote.generation.model must name a model of " + provider
                        + ", for footnote.generation.provider is " + provider + ", but it is empty");
            }
        }
        if (baseUrl != null) {
            checkUrl(baseUrl);
        }
        if (key != null && keyFile != null) {
            throw new IllegalArgumentException(
                    "footnote.generation.key and footnote.generation.key-file must not both be there: leave one out");
        }
        if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
            throw mistake("temperature", "from 0 to 2", temperature.toString());
        }
        range("max-tokens", maxTokens, 1, MOST_TOKENS);
        range("retries", retries, 0, MOST_RETRIES);
        range("evidence-tokens", evidenceTokens, FEWEST_EVIDENCE_TOKENS, MOST_TOKENS);
        duration("timeout", timeout);
        duration("first-token-timeout", firstTokenTimeout);
        duration("token-timeout", tokenTimeout);
        duration("connect-timeout", connectTimeout);
        if (!rewriteTimeout.isZero()) {
            duration("rewrite-timeout", rewriteTimeout);
        }
    }

    private static void checkUrl(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
                throw mistake("base-url", "an address such as http://localhost:11434/v1, without a user's name", url);
            }
        } catch (URISyntaxException e) {
            throw mistake("base-url", "an address such as http://localhost:11434/v1", url);
        }
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw mistake(name, "from " + least + " to " + most, Integer.toString(value));
        }
    }

    private static void duration(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw mistake(name, "more than 0 and at most 1h", value.toString());
        }
    }

    private static IllegalArgumentException mistake(String name, String expected, String found) {
        return new IllegalArgumentException("footnote.generation." + name + " must be " + expected + ", got " + found);
    }

    /** Tells whether a language model is to write answers. */
    public boolean isOn() {
        return !provider.equals(EXTRACTIVE);
    }

    /**
     * Returns the API key.
     *
     * @return null where there is none
     * @throws IllegalArgumentException if its file cannot be read or holds no key
     */
    @Nullable
    String apiKey() {
        if (keyFile == null) {
            return key == null || key.isBlank() ? null : key.strip();
        }
        try {
            String content = Files.size(Path.of(keyFile)) > LONGEST_KEY
                    ? ""
                    : Files.readString(Path.of(keyFile)).strip();
            if (content.isEmpty() || content.chars().anyMatch(Character::isWhitespace)) {
                throw mistake("key-file", "a file that holds a key and nothing else", keyFile);
            }
            return content;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "footnote.generation.key-file must be a file that can be read, but " + keyFile + " is not: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    /** Names no key. */
    @Override
    public String toString() {
        return "GenerationConfiguration[provider=" + provider + ", model=" + model + ", baseUrl=" + baseUrl + "]";
    }
}
