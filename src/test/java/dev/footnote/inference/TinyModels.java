package dev.footnote.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The tiny models of {@code make_models.py}, as they are or with something changed. */
final class TinyModels {

    static final Path FOLDER = Path.of("src", "test", "resources", "models");
    static final Path ENCODER = FOLDER.resolve("tiny-encoder");
    static final Path READER = FOLDER.resolve("tiny-reader");

    private TinyModels() {}

    /** Copies a model into {@code parent} and returns the copy's folder, of the same name. */
    static Path copy(Path model, Path parent) {
        Path folder = parent.resolve(model.getFileName());
        try (Stream<Path> files = Files.list(model)) {
            Files.createDirectories(folder);
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes the lines of a model's description. */
    static void describe(Path folder, UnaryOperator<String> change) {
        Path file = folder.resolve(ModelDescription.FILE_NAME);
        try {
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a model's weights and gives its description their hash. */
    static void replaceWeights(Path folder, byte[] content) {
        replace(folder, "model.onnx", "sha256", content);
    }

    /** Replaces a model's tokenizer and gives its description its hash. */
    static void replaceTokenizer(Path folder, byte[] content) {
        replace(folder, "tokenizer.json", "tokenizer-sha256", content);
    }

    private static void replace(Path folder, String file, String key, byte[] content) {
        try {
            Files.write(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        describe(folder, text -> text.replaceAll("(?m)^" + key + ": .*$", key + ": " + ModelFile.sha256(content)));
    }

    static double cosine(float[] left, float[] right) {
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int component = 0; component < left.length; component++) {
            product += (double) left[component] * right[component];
            leftSquares += (double) left[component] * left[component];
            rightSquares += (double) right[component] * right[component];
        }
        return product / Math.sqrt(leftSquares * rightSquares);
    }

    static List<String> difficultTexts() {
        return List.of(
                "",
                " ",
                "\n\t",
                "\0",
                "\uD83D",
                "😀😀😀",
                "e\u0301",
                "漢字",
                "\uFFFF",
                "[CLS][SEP][PAD]",
                "a".repeat(5_000));
    }
}
