package dev.footnote.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynonymsTest {

    @TempDir
    private Path folder;

    @Test
    void namesOfTheSameThingAreEachLookedForUnderAllOthers() throws IOException {
        Synonyms synonyms = read("# our words\n\nTV, television , telly\n");
        assertThat(synonyms.expand("Who pays for the TV?")).isEqualTo("Who pays for the TV (television, telly)?");
        assertThat(synonyms.expand("Who pays for the tv or a Television?"))
                .isEqualTo("Who pays for the tv (television, telly) or a Television (TV)?");
    }

    @Test
    void anArrowLeadsOneWay() throws IOException {
        Synonyms synonyms = read("PTO, leave => paid time off\n");
        assertThat(synonyms.expand("Is PTO paid?")).isEqualTo("Is PTO (paid time off) paid?");
        assertThat(synonyms.expand("Is paid time off paid?")).isEqualTo("Is paid time off paid?");
        assertThat(synonyms.named("Paid time off is paid.")).isEqualTo("Paid time off (PTO, leave) is paid.");
        assertThat(synonyms.named("PTO is paid.")).isEqualTo("PTO is paid.");
    }

    @Test
    void theLongestNameCountsAndOnlyWholeWordsDo() throws IOException {
        Synonyms synonyms = read("time => hour\npaid time off => PTO\n");
        assertThat(synonyms.expand("How is paid  time off counted?")).isEqualTo("How is paid  time off (PTO) counted?");
        assertThat(synonyms.expand("timed times")).isEqualTo("timed times");
    }

    @Test
    void anAcronymThatIsAlsoAWordIsMeantOnlyInCapitals() throws IOException {
        Synonyms synonyms = read("IT => information technology\n");
        assertThat(synonyms.expand("Who runs it?")).isEqualTo("Who runs it?");
        assertThat(synonyms.expand("Who runs IT?")).isEqualTo("Who runs IT (information technology)?");
    }

    @Test
    void severalLinesOnTheSameNameAreJoined() throws IOException {
        assertThat(read("a1, b1\na1, c1\n").expand("a1")).isEqualTo("a1 (b1, c1)");
    }

    @Test
    void withoutAnyTextsStayAsTheyAre() {
        assertThat(Synonyms.NONE.expand("Who runs IT?")).isEqualTo("Who runs IT?");
    }

    @Test
    void aNameIsNoOtherNameForItselfAndALongLineIsRefused() throws IOException {
        assertThat(read("NZ => NZ, New Zealand\n").expand("NZ")).isEqualTo("NZ (New Zealand)");
        assertThatThrownBy(() -> read("name,".repeat(4000) + "name")).hasMessageContaining("at most 50 names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alone|line 1 must be",
                "a,,b|line 1 must have names",
                "a => |line 1 must have names",
                " => b|line 1 must have names",
                "a => b => !|line 1 must have names",
                "-, !|line 1 must have names"
            })
    void aMalformedLineIsNamed(String line, String message) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("footnote.retrieval.synonyms: ")
                .hasMessageContaining("words.txt")
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsAbsentHugeOrNoTextIsRefused() throws IOException {
        assertThatThrownBy(() -> SynonymFile.read(folder.resolve("absent.txt"))).hasMessageContaining("must be a file");
        Path binary = folder.resolve("binary.txt");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> SynonymFile.read(binary)).hasMessageContaining("UTF-8");
        Path huge = folder.resolve("huge.txt");
        Files.writeString(huge, "a, b\n".repeat(3_000_000));
        assertThatThrownBy(() -> SynonymFile.read(huge)).hasMessageContaining("10 MB");
    }

    private Synonyms read(String content) throws IOException {
        Path file = folder.resolve("words.txt");
        Files.writeString(file, content, StandardCharsets.UTF_8);
        return SynonymFile.read(file);
    }
}
