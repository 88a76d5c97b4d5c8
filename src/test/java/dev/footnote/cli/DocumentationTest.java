package dev.footnote.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the pages for people name must exist. */
class DocumentationTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern CLASS =
            Pattern.compile("(?:dev\\.footnote\\.(?:[a-z]+\\.)*)?([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)*)");
    private static final Pattern KEY = Pattern.compile("footnote(?:\\.(?:<[a-z]+>|[a-z][a-z0-9-]*))+");
    private static final Pattern VARIABLE = Pattern.compile("\\bFOOTNOTE_[A-Z][A-Z_]*");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    /** Of LangChain4j. */
    private static final Set<String> OF_LIBRARIES = Set.of("EmbeddingModel");

    /** Files, not settings. */
    private static final Set<String> NO_KEYS = Set.of("footnote.yml", "footnote.jar");

    /** Read before there are settings, and by {@code bin/footnote}. */
    private static final Set<String> NO_SETTINGS = Set.of("FOOTNOTE_CONFIG", "FOOTNOTE_JAVA_OPTIONS");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyClassThatIsNamedExists(String page) throws IOException {
        Set<String> named = all(CODE, Files.readString(Path.of(page))).stream()
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(name -> !OF_LIBRARIES.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(classes()).contains("FolderSync", "DocumentationTest").containsAll(named);
        if (page.equals("ARCHITECTURE.md")) {
            assertThat(named).contains("FolderSync", "PassageIndex", "Document").hasSizeGreaterThan(15);
        }
    }

    @Test
    void everySettingThatIsNamedExists() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> named = all(CODE, readme + Files.readString(Path.of("ARCHITECTURE.md"))).stream()
                .filter(code -> KEY.matcher(code).matches() && !NO_KEYS.contains(code))
                .collect(Collectors.toCollection(TreeSet::new));
        all(YAML, readme)
                .forEach(block -> keys("", new Yaml(new SafeConstructor(new LoaderOptions())).load(block), named));

        Set<String> existing = known();
        assertThat(named)
                .contains("footnote.collections.<name>.folder", "footnote.collections.default.folder")
                .hasSizeGreaterThan(5)
                .allSatisfy(key -> assertThat(existing).anyMatch(known -> key.matches(pattern(known))));
    }

    @Test
    void everyVariableThatIsNamedIsThatOfASetting() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String page : new String[] {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "bin/footnote"}) {
            named.addAll(all(VARIABLE, Files.readString(Path.of(page))));
        }

        assertThat(named).containsAll(NO_SETTINGS).contains("FOOTNOTE_ANSWER_THRESHOLD");
        named.removeAll(NO_SETTINGS);
        Set<String> existing = known();
        assertThat(named)
                .allSatisfy(variable -> assertThat(existing)
                        .anyMatch(known -> variable.matches(
                                pattern(known.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")))));
    }

    private static Set<String> known() {
        try (ApplicationContext context =
                ApplicationContext.builder().deduceEnvironment(false).start()) {
            return ConfigurationKeys.known(context);
        }
    }

    /** Returns a pattern in which any one name stands for {@code *}. */
    private static String pattern(String known) {
        return known.replace(".", "\\.").replace("*", "[^.]+");
    }

    private static void keys(String prefix, Object yaml, Set<String> keys) {
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((key, value) -> keys(prefix.isEmpty() ? key.toString() : prefix + "." + key, value, keys));
        } else {
            keys.add(prefix);
        }
    }

    /** Returns what the pattern finds in a text: its first group, or all where it has none. */
    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(Math.min(1, found.groupCount())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
