package dev.footnote.retrieval;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of synonyms in the form that Solr and Elasticsearch read: a line {@code TV, television} for names of the same thing, a line
 * {@code PTO => paid time off} for one that is to be looked for under another, and {@code #} before a remark.
 */
public final class SynonymFile {

    private static final long LARGEST = 10L * 1024 * 1024;
    private static final int MOST_RULES = 100_000;
    private static final int LONGEST = 100;

    /** Each is another name for each other, so a long line costs its square. */
    private static final int MOST_NAMES = 50;

    private static final String ARROW = "=>";

    private SynonymFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read or a line is none of the forms; the message names file and line
     */
    public static Synonyms read(Path file) {
        List<String> lines;
        try {
            if (Files.size(file) > LARGEST) {
                throw mistake(file, "must be at most 10 MB, but has " + Files.size(file) + " bytes");
            }
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw mistake(file, "must be text in UTF-8, but is not. Save it in UTF-8");
        } catch (IOException e) {
            throw mistake(file, "must be a file that can be read, but is not: " + e.getMessage());
        }
        Map<String, Set<String>> others = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = Normalizer.normalize(lines.get(i), Normalizer.Form.NFC)
                    .replace("\uFEFF", "")
                    .strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(others, line, file, i + 1);
            }
            if (others.size() > MOST_RULES) {
                throw mistake(file, "must name at most 100,000 words, but line " + (i + 1) + " goes beyond that");
            }
        }
        return new Synonyms(others.entrySet().stream()
                .map(entry -> new Synonyms.Rule(entry.getKey(), List.copyOf(entry.getValue())))
                .toList());
    }

    private static void add(Map<String, Set<String>> others, String line, Path file, int number) {
        int arrow = line.indexOf(ARROW);
        if (arrow < 0) {
            List<String> names = names(line, file, number);
            if (names.size() < 2) {
                throw mistake(
                        file,
                        "line " + number
                                + " must be \"one name, another\" or \"name => another\", but has one name alone");
            }
            for (String name : names) {
                Set<String> rest = others.computeIfAbsent(name, key -> new LinkedHashSet<>());
                names.stream().filter(other -> !other.equals(name)).forEach(rest::add);
            }
            return;
        }
        List<String> right = names(line.substring(arrow + ARROW.length()), file, number);
        for (String name : names(line.substring(0, arrow), file, number)) {
            Set<String> rest = others.computeIfAbsent(name, key -> new LinkedHashSet<>());
            right.stream().filter(other -> !other.equals(name)).forEach(rest::add);
        }
    }

    private static List<String> names(String list, Path file, int number) {
        List<String> names = new ArrayList<>();
        String[] parts = list.split(",", -1);
        if (parts.length > MOST_NAMES) {
            throw mistake(
                    file, "line " + number + " must have at most " + MOST_NAMES + " names, but has " + parts.length);
        }
        for (String name : parts) {
            String stripped = name.strip().replaceAll("\\s+", " ");
            boolean named = stripped.codePoints().anyMatch(Character::isLetterOrDigit) && !stripped.contains(ARROW);
            if (!named || stripped.length() > LONGEST) {
                throw mistake(
                        file,
                        "line " + number + " must have names of 1 to " + LONGEST
                                + " characters, with a letter or digit, between its commas, but has \""
                                + (stripped.length() > LONGEST ? stripped.substring(0, LONGEST) + "…" : stripped)
                                + "\"");
            }
            names.add(stripped);
        }
        return names;
    }

    private static IllegalArgumentException mistake(Path file, String what) {
        return new IllegalArgumentException("footnote.retrieval.synonyms: " + file + " " + what + ".");
    }
}
