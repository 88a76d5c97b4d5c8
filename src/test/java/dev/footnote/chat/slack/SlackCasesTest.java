package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of cases in {@code docs/slack/README.md}: all are there, and every test that it names. */
class SlackCasesTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+(?:IT|Test))(?:\\.([a-z][A-Za-z0-9]+))?`");

    @Test
    void everyCaseIsThereAndEveryTestThatIsNamed() throws IOException {
        String page = Files.readString(Path.of("docs/slack/README.md"));
        IntStream.rangeClosed(1, 14)
                .forEach(number -> assertThat(page).containsPattern("(?m)^\\| S" + number + " [^|]+"));
        List<MatchResult> named = NAMED.matcher(page).results().toList();
        assertThat(named).hasSizeGreaterThan(20);
        for (MatchResult each : named) {
            String source = source(each.group(1));
            assertThat(source).as(each.group(1)).isNotEmpty();
            if (each.group(2) != null) {
                assertThat(source).as(each.group(1)).contains("void " + each.group(2) + "(");
            }
        }
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(each -> each.endsWith(name + ".java")).toList()) {
                return Files.readString(file);
            }
        }
        return "";
    }
}
