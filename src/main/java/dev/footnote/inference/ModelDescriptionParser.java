package dev.footnote.inference;

import dev.footnote.inference.ModelDescription.EncoderSettings;
import dev.footnote.inference.ModelDescription.ReaderSettings;
import dev.footnote.inference.ModelDescription.Settings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Turns the keys of a {@code model.yml} into a {@link ModelDescription}. */
final class ModelDescriptionParser {

    /** The tokens that stand around a question and a passage: {@code [CLS] question [SEP] passage [SEP]}. */
    static final int SPECIAL_TOKENS_OF_A_PAIR = 3;

    private static final Set<String> SHARED =
            Set.of("name", "kind", "file", "sha256", "tokenizer", "tokenizer-sha256", "max-tokens");
    private static final Set<String> OF_ENCODERS = Set.of("dimension", "pooling", "query-prefix", "passage-prefix");
    private static final Set<String> OF_READERS = Set.of("window-stride", "max-question-tokens", "max-answer-tokens");

    private final Path folder;
    private final DescriptionKeys keys;

    ModelDescriptionParser(Path folder, DescriptionKeys keys) {
        this.folder = folder;
        this.keys = keys;
    }

    ModelDescription parse() {
        String kind = keys.text("kind");
        Set<String> ofKind = switch (kind) {
            case "encoder" -> OF_ENCODERS;
            case "reader" -> OF_READERS;
            default -> throw keys.failure("kind", "encoder or reader", DescriptionKeys.quoted(kind));
        };
        Set<String> known = new HashSet<>(SHARED);
        known.addAll(ofKind);
        keys.requireOnly(known);
        int maxTokens = keys.number("max-tokens", 8, 8192);
        Settings settings = kind.equals("encoder") ? encoderSettings() : readerSettings(maxTokens);
        return new ModelDescription(
                keys.plainName("name"),
                file("file", "sha256"),
                file("tokenizer", "tokenizer-sha256"),
                maxTokens,
                settings);
    }

    private ModelFile file(String key, String hashKey) {
        Path path = folder.resolve(keys.plainName(key));
        return new ModelFile(path, keys.sha256(hashKey, path));
    }

    private EncoderSettings encoderSettings() {
        String pooling = keys.text("pooling");
        return new EncoderSettings(
                keys.number("dimension", 1, 4096),
                switch (pooling) {
                    case "cls", "mean", "none" -> Pooling.valueOf(pooling.toUpperCase(Locale.ROOT));
                    default -> throw keys.failure("pooling", "cls, mean or none", DescriptionKeys.quoted(pooling));
                },
                keys.text("query-prefix", ""),
                keys.text("passage-prefix", ""));
    }

    private ReaderSettings readerSettings(int maxTokens) {
        int questionTokens = keys.number("max-question-tokens", 1, maxTokens - SPECIAL_TOKENS_OF_A_PAIR - 1);
        // A longer stride would leave tokens between two windows that none of them holds
        int leastRoom = maxTokens - questionTokens - SPECIAL_TOKENS_OF_A_PAIR;
        return new ReaderSettings(
                keys.number("window-stride", 1, leastRoom),
                questionTokens,
                keys.number("max-answer-tokens", 1, leastRoom));
    }
}
