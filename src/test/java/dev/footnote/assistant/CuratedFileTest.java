package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuratedFileTest {

    private static final Path FILE = Path.of("answers.md");

    @Test
    void aHeadingIsAQuestionAndWhatStandsBeforeAFootnoteASentence() {
        CuratedFile file = CuratedFile.read(FILE, """
                # About the harbour

                ## How long may a visitor stay?
                Also: What is the longest stay?; How many nights may a guest stay?

                A visitor may stay for 14 nights.[^1] For more,
                the harbour master must agree.[^2][^a]

                [^1]: rules/berths.md "Visitors may stay at most 14 nights"
                [^2]: harbour:rules/berths.md “with the consent of the harbour master”
                [^a]: my notes.txt "a "quoted" word"
                """);
        assertThat(file.problems()).isEmpty();
        CuratedAnswer answer = file.answers().getFirst();
        assertThat(file.answers()).hasSize(1);
        assertThat(answer.place()).isEqualTo("answers.md, line 3");
        assertThat(answer.wordings())
                .containsExactly(
                        "How long may a visitor stay?",
                        "What is the longest stay?",
                        "How many nights may a guest stay?");
        assertThat(answer.sentences())
                .containsExactly(
                        new CuratedAnswer.CuratedSentence(
                                "A visitor may stay for 14 nights.",
                                List.of(new CuratedAnswer.Source(
                                        null, "rules/berths.md", "Visitors may stay at most 14 nights"))),
                        new CuratedAnswer.CuratedSentence(
                                "For more, the harbour master must agree.",
                                List.of(
                                        new CuratedAnswer.Source(
                                                "harbour", "rules/berths.md", "with the consent of the harbour master"),
                                        new CuratedAnswer.Source(null, "my notes.txt", "a \"quoted\" word"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fourteen.|every sentence must have a footnote",
                "Fourteen.[^1]|is used, but not written below",
                "Fourteen.[^1]~[^1]: berths.md|must be a path and a quote",
                "Fourteen.[^1] And more.~[^1]: berths.md \"x\"|every sentence must have a footnote",
                "[^1]~[^1]: berths.md \"x\"|must follow"
            })
    void aMistakeIsNamedWithItsPlaceAndTheOthersCount(String body, String message) {
        CuratedFile file = CuratedFile.read(
                FILE, "## How long?\n" + body.replace('~', '\n') + "\n## Who?\nAnn.[^1]\n[^1]: a.md \"Ann\"\n");
        assertThat(file.problems())
                .singleElement()
                .asString()
                .startsWith("answers.md, line 1: ")
                .contains(message);
        assertThat(file.answers())
                .extracting(CuratedAnswer::place)
                .containsExactly("answers.md, line " + (body.contains("~") ? 4 : 3));
    }

    @Test
    void aQuestionThatCannotBeAskedIsNamed() {
        assertThat(CuratedFile.read(FILE, "## ???\nNo.[^1]\n[^1]: a.md \"No\"\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("cannot be asked");
    }

    @Test
    void whatIsNoCuratedAnswerAtAllIsPassedOver() {
        for (String content : List.of("", "words", "# Title only\n", "[^1]: a.md \"x\"\n", "\uFEFF\n\n")) {
            CuratedFile file = CuratedFile.read(FILE, content);
            assertThat(file.answers()).isEmpty();
            assertThat(file.problems()).isEmpty();
        }
    }

    @Test
    void aHugeFileCostsLittle() {
        String content = "## Who?\n" + "word ".repeat(190_000) + "[^1]\n[^1]: a.md \"x\"\n";
        assertThat(CuratedFile.read(FILE, content).problems()).hasSize(1);
        assertThat(CuratedFile.read(FILE, "[^".repeat(400_000)).answers()).isEmpty();
    }
}
