package dev.footnote.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts with names in them. */
class PromptTemplateTest {

    private static final Set<String> NAMES = Set.of("question", "passages");

    @TempDir
    private Path folder;

    @Test
    void valuesArePutInInOnePass() throws IOException {
        PromptTemplate template = read("{{passages}}\n\nQuestion: {{ question }} ({{question}})");
        assertThat(template.fill(Map.of("question", "What is {{passages}} $1 \\?", "passages", "{{question}}")))
                .isEqualTo("{{question}}\n\nQuestion: What is {{passages}} $1 \\? (What is {{passages}} $1 \\?)");
    }

    @Test
    void aNameThatDoesNotExistIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{{question}} {{passages}} {{pasages}}"))
                .withMessageContaining("{{pasages}}")
                .withMessageContaining("prompt.md")
                .withMessageContaining("{{passages}}, {{question}}");
    }

    @Test
    void aNameThatIsMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{{question}}"))
                .withMessageContaining("lacks {{passages}}");
    }

    @Test
    void aPromptThatIsNotThereIsMissed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptTemplate.read(folder.resolve("absent.md"), NAMES))
                .withMessageContaining("absent.md")
                .withMessageContaining("footnote.prompts");
    }

    @Test
    void aPromptThatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("prompt.md"), new byte[] {(byte) 0xC3, 0x28});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptTemplate.read(file, NAMES))
                .withMessageContaining("UTF-8");
    }

    private PromptTemplate read(String text) throws IOException {
        return PromptTemplate.read(Files.writeString(folder.resolve("prompt.md"), text), NAMES);
    }
}
