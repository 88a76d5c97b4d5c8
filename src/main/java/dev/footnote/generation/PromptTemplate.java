package dev.footnote.generation;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with names in double braces, such as <code>{{question}}</code>, in whose place values are put. Values are put in in one pass: what
 * looks like a name within a value stays as it is.
 */
public final class PromptTemplate {

    private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*\\}\\}");
    private static final long LARGEST = 1024L * 1024;

    private final String text;
    private final Set<String> names;

    private PromptTemplate(String text, Set<String> names) {
        this.text = text;
        this.names = names;
    }

    /**
     * Reads a template.
     *
     * @param names the names that it must have, each at least once, and no others
     * @throws PromptException if it cannot be read or has other names; the message names the file
     */
    public static PromptTemplate read(Path file, Set<String> names) {
        return of(file.toString(), content(file), names);
    }

    private static PromptTemplate of(String source, String text, Set<String> names) {
        Set<String> missing = new TreeSet<>(names);
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!names.contains(name)) {
                throw new PromptException(
                        "The prompt " + source + " must hold no names but " + braced(names) + ", but it holds {{" + name
                                + "}}. Correct it.",
                        null);
            }
            missing.remove(name);
        }
        if (!missing.isEmpty()) {
            throw new PromptException(
                    "The prompt " + source + " must hold " + braced(names) + ", but it lacks " + braced(missing)
                            + ". Put it where the value is to stand.",
                    null);
        }
        return new PromptTemplate(text, Set.copyOf(names));
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new PromptException(
                        "The prompt " + file + " must be at most 1 MB, but has " + Files.size(file) + " bytes.", null);
            }
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new PromptException(
                    "The prompt " + file
                            + " must be there, but is not. Take it from Footnote's folder prompts, or set footnote.prompts to where it is.",
                    e);
        } catch (CharacterCodingException e) {
            throw new PromptException("The prompt " + file + " must be text in UTF-8, but is not.", e);
        } catch (IOException e) {
            throw new PromptException("The prompt " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String braced(Set<String> names) {
        return "{{" + String.join("}}, {{", new TreeSet<>(names)) + "}}";
    }

    /**
     * Returns the text with the values in place of their names.
     *
     * @param values a value for each name
     */
    public String fill(Map<String, String> values) {
        if (!values.keySet().equals(names)) {
            throw new IllegalArgumentException(
                    "a value must be given for each of " + names + ", got " + values.keySet());
        }
        return NAME.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(name.group(1)))));
    }
}
