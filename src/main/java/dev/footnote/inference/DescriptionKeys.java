package dev.footnote.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The keys and values of one description file, read strictly: every message names the file, the key, what must be and what was found. */
final class DescriptionKeys {

    /** More than any description needs. */
    private static final int MAX_CHARACTERS = 100_000;

    private static final int SHA256_DIGITS = 64;

    private final Path file;
    private final Map<String, String> values;

    private DescriptionKeys(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static DescriptionKeys load(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAX_CHARACTERS);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new TextOnly());
        Object content;
        try {
            content = yaml.load(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": expected the description of a model, found no such file", e);
        } catch (IOException e) {
            throw new ModelException(file + ": expected readable UTF-8 text, found: " + e, e);
        } catch (YAMLException e) {
            throw new ModelException(file + ": expected YAML, found: " + e.getMessage(), e);
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new ModelException(file + ": expected lines of the form `key: value`, found: " + content);
        }
        Map<String, String> values = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || !(value instanceof String text)) {
                throw new ModelException(file + ": " + key + ": expected one value, found: " + value);
            }
            values.put(name, text);
        });
        return new DescriptionKeys(file, values);
    }

    Path file() {
        return file;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw failure(key, "a value", "no such key");
        }
        return value;
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** Returns a name that is safe to resolve against a folder: it cannot lead out of it. */
    String plainName(String key) {
        String name = text(key);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw failure(key, "a plain name of letters, digits, dots, dashes and underscores", quoted(name));
        }
        return name;
    }

    int number(String key, int least, int most) {
        String expected = "a whole number from " + least + " to " + most;
        String value = text(key);
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw failure(key, expected, quoted(value));
        }
        if (number < least || number > most) {
            throw failure(key, expected, value);
        }
        return number;
    }

    /** Returns the hash under {@code key}; where it is missing, the message gives the file's actual one to be pasted. */
    String sha256(String key, Path hashed) {
        if (!has(key)) {
            throw failure(
                    key,
                    "the SHA-256 of " + hashed.getFileName(),
                    "no such key. The file there now has: " + ModelFile.sha256(ModelFile.content(hashed)));
        }
        String value = text(key);
        if (!value.matches("[0-9a-f]{" + SHA256_DIGITS + "}")) {
            throw failure(key, SHA256_DIGITS + " lower-case hexadecimal digits", quoted(value));
        }
        return value;
    }

    void requireOnly(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String suggestion = nearest(key, known)
                        .map(name -> " Did you mean " + name + "?")
                        .orElse("");
                throw failure(key, "one of " + known.stream().sorted().toList(), "an unknown key." + suggestion);
            }
        }
    }

    ModelException failure(String key, String expected, String found) {
        return new ModelException(file + ": " + key + ": expected " + expected + ", found " + found);
    }

    static String quoted(String value) {
        return '"' + value + '"';
    }

    private static Optional<String> nearest(String key, Set<String> known) {
        int tolerated = Math.max(2, key.length() / 3);
        return known.stream()
                .filter(name -> LevenshteinDistance.getDefaultInstance().apply(key, name) <= tolerated)
                .min(Comparator.comparingInt((String name) ->
                                LevenshteinDistance.getDefaultInstance().apply(key, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Leaves every value the text that was written: a hash of digits only must not become a number. */
    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none
        }
    }
}
