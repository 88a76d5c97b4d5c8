package dev.footnote.generation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What models write, made fit to be shown: citation marks noted and taken out, everything else harmless. */
class ModelOutputTest {

    private static final Path HOSTILE = Path.of("../shared/hostile");

    private static ModelOutput read(String text) {
        ModelOutput output = new ModelOutput(List.of("See https://example.org/form and ask."));
        output.append(text);
        output.end();
        return output;
    }

    /** Written by a model, what is left of it, and each mark as its place and its numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "The mill was sold in 1994 [1].|The mill was sold in 1994.|25[1]",
                "The mill was sold in 1994. [1]|The mill was sold in 1994.|26[1]",
                "The mill was sold in 1994.[1] It closed.|The mill was sold in 1994. It closed.|26[1]",
                "It was sold [1, 2].|It was sold.|11[1, 2]",
                "It was sold [1][2].|It was sold.|11[1] 11[2]",
                "It was sold [1] [2].|It was sold.|11[1] 11[2]",
                "It was sold [1;3].|It was sold.|11[1, 3]",
                "It was sold [1 and 3].|It was sold.|11[1, 3]",
                "It was sold [1-3].|It was sold.|11[1, 2, 3]",
                "It was sold [1–3, 5].|It was sold.|11[1, 2, 3, 5]",
                "It was sold [3-1].|It was sold.|11[3, 1]",
                "It was sold【1】.|It was sold.|11[1]",
                "It was sold【1†source】.|It was sold.|11[1]",
                "It was sold【4:0†mill.txt】.|It was sold.|11[4]",
                "It was sold［2］.|It was sold.|11[2]",
                "It was sold [^1].|It was sold.|11[1]",
                "It was sold.[^1][^2]|It was sold.|12[1] 12[2]",
                "It was sold [[2]].|It was sold.|11[2]",
                "It was sold \\[2\\].|It was sold.|11[2]",
                "It was sold (Source 1).|It was sold.|11[1]",
                "It was sold (Sources: 1, 2).|It was sold.|11[1, 2]",
                "It was sold (see source 1 and source 3).|It was sold (see source 1 and source 3).|",
                "It was sold (passage 2)|It was sold|11[2]",
                "It was sold [Passage 2].|It was sold.|11[2]",
                "It was sold [doc1].|It was sold.|11[1]",
                "It was sold [Document #2].|It was sold.|11[2]",
                "It was sold <sup>2</sup>.|It was sold.|11[2]",
                "It was sold<sup>[2]</sup>.|It was sold.|11[2]",
                "Sie wurde verkauft (Quelle 1).|Sie wurde verkauft.|18[1]",
                "Se vendió [1 y 2].|Se vendió.|9[1, 2]",
                "Он продан [источник 2].|Он продан.|9[2]",
                "它于1994年出售【1】。它关闭了（来源2）。|它于1994年出售。它关闭了。|9[1] 14[2]",
                "It was sold [17].|It was sold.|11[17]",
                "It was sold [0].|It was sold.|11[0]",
                "[1] It was sold.|It was sold.|0L[1]",
                "- [2] It was sold.|- It was sold.|1L[2]",
                "1. [2] It was sold.|1. It was sold.|2L[2]",
                "1994 [2] and 1995|1994 and 1995|4[2]",
                "It was sold [1994].|It was sold [1994].|",
                "It was [sic] sold (in 3 parts).|It was [sic] sold (in 3 parts).|",
                "Call `list[1]` now [2].|Call `list[1]` now.|18[2]",
                "Three (3) were [ sold|Three (3) were [ sold|",
                "They went to New York [1|They went to New York [1|",
            })
    void everyStyleOfCitingIsUnderstood(String written, String left, String marks) {
        ModelOutput output = read(written);
        assertThat(output.text()).isEqualTo(left);
        assertThat(String.join(
                        " ",
                        output.marks().stream()
                                .map(mark -> mark.at() + (mark.leading() ? "L" : "") + mark.numbers())
                                .toList()))
                .isEqualTo(marks == null ? "" : marks);
    }

    @Test
    void marksBetweenFencesAreCode() {
        ModelOutput output = read("Run [1]:\n```\nint x = y[2];\n```\nThat is all [3].");
        assertThat(output.text()).contains("y[2]").endsWith("That is all.");
        assertThat(output.marks()).extracting(ModelOutput.Mark::numbers).containsExactly(List.of(1), List.of(3));
    }

    @Test
    void anUnclosedBacktickDoesNotMakeTheRestCode() {
        ModelOutput output = read("A lone ` here [1].\nNext line [2].");
        assertThat(output.marks()).extracting(ModelOutput.Mark::numbers).containsExactly(List.of(2));
    }

    @Test
    void marksInTablesAreTakenOutOfTheirCells() {
        ModelOutput output = read("| Mill | Sold |\n|---|---|\n| Dunloe | 1994 [1] |\n");
        assertThat(output.text()).isEqualTo("| Mill | Sold |\n|---|---|\n| Dunloe | 1994 |\n");
        assertThat(output.marks()).extracting(ModelOutput.Mark::at).containsExactly(41);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOT IN THE DOCUMENTS",
                "NOT IN THE DOCUMENTS.",
                "**NOT IN THE DOCUMENTS**",
                " NOT IN THE DOCUMENTS\n"
            })
    void whatAModelWritesWhereNothingAnswersIsNoted(String written) {
        ModelOutput output = read(written);
        assertThat(output.notFound()).isTrue();
        assertThat(output.text().strip()).isEmpty();
    }

    @Test
    void whatOnlyBeginsLikeItIsText() {
        assertThat(read("NOT IN THE DOCK").text()).isEqualTo("NOT IN THE DOCK");
        assertThat(read("NOT IN THE DOCK").notFound()).isFalse();
        assertThat(read("KNOT IN THE DOCUMENTS").notFound()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "<script>alert(1)</script>|< script>alert(1)< /script>",
                "Tell <!channel> and <@U123>|Tell < !channel> and < @U123>",
                "3 < 4 and a <b|3 < 4 and a < b",
                "See [here](https://evil.example/?q=1)|See [here] ((link removed))",
                "![x](https://evil.example/a.png)|! [x] ((link removed))",
                "See [here][ref] ok|See [here] [ref] ok",
                "[ref]: https://evil.example/x|[ref] : (link removed)",
                "Go to https://evil.example/a.|Go to (link removed).",
                "Go to https://example.org/form.|Go to https://example.org/form.",
                "Go to (https://example.org/form), please|Go to (https://example.org/form), please",
                "Go to https://example.org/form?q=secret now|Go to (link removed) now",
                "HTTPS://EVIL.example x|(link removed) x",
                "www.evil.example x|(link removed) x",
                "javascript:alert(1)|(link removed))",
                "xjavascript:alert(1) x|xjavascript(link removed)) x",
                "data:text/html,x and data: 5|(link removed) and data: 5",
                "mailto:a@evil.example|(link removed)",
                "slack://open?x=1|slack(link removed)",
                "the wall, a hill, datum|the wall, a hill, datum",
            })
    void nothingThatLeadsAwayOrRunsIsLeft(String written, String left) {
        assertThat(read(written).text()).isEqualTo(left);
    }

    @Test
    void invisibleCharactersAreLeftOutAndJoinersStay() {
        assertThat(read("a\u200Bb\u202Ec\uDB40\uDC41d\u0007e\uE000f").text()).isEqualTo("abcdef");
        assertThat(read("می\u200Cخواهم 👨\u200D👩").text()).isEqualTo("می\u200Cخواهم 👨\u200D👩");
        assertThat(read("lone \uD83D here").text()).isEqualTo("lone  here");
    }

    @Test
    void howItIsCutIntoPiecesChangesNothing() {
        String written = """
                **Sold** in 1994 [1], [2] and see https://example.org/form. Not https://evil.example/x?y=[3] at all【3†x】.
                - item <b>one</b> (Source 2)
                ```
                a[1]
                ```
                [4] Leading 👨\u200D👩 ! [x](y) NOT IN THE DOCUMENTS.
                """;
        ModelOutput whole = read(written);
        Random random = new Random(6);
        for (int run = 0; run < 300; run++) {
            ModelOutput output = new ModelOutput(List.of("https://example.org/form"));
            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < written.length()) {
                int next = Math.min(written.length(), at + 1 + random.nextInt(run % 2 == 0 ? 3 : 20));
                shown.append(output.append(written.substring(at, next)));
                at = next;
            }
            shown.append(output.end());
            assertThat(shown).hasToString(whole.text());
            assertThat(output.text()).isEqualTo(whole.text());
            assertThat(output.marks()).isEqualTo(whole.marks());
            assertThat(output.notFound()).isEqualTo(whole.notFound());
        }
    }

    @Test
    void plainWordsAreNeverHeldBack() {
        ModelOutput output = new ModelOutput(List.of());
        for (String word : "The harbour was founded in eighteen seventy one .".split(" ", -1)) {
            assertThat(output.append(word).strip()).isEqualTo(word);
            output.append(" ");
        }
    }

    @Test
    void hugeMarksAndAddressesDoNotHoldTheTextForEver() {
        ModelOutput output = new ModelOutput(List.of());
        output.append("[1" + ",1".repeat(100_000));
        output.append("https://e" + "x".repeat(100_000));
        output.end();
        assertThat(output.text()).startsWith("[1,1");
        assertThat(output.marks()).isEmpty();
    }

    /** The payloads that browsers' sanitisers are tested with, and naughty strings, as a model would write them, whole and in pieces. */
    @Test
    void payloadsOfTheHostileCollectionsAreHarmless() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(HOSTILE), HOSTILE + " is not there");
        List<String> payloads = new ArrayList<>();
        texts(new ObjectMapper().readTree(HOSTILE.resolve("html-sanitiser.json").toFile()), payloads);
        texts(new ObjectMapper().readTree(HOSTILE.resolve("blns.json").toFile()), payloads);
        Pattern dangerous = Pattern.compile(
                "<[\\p{L}/!?]|\\]\\(|!\\[|\\]:|\\]\\[|(?i:https?:/|javascript:\\S|vbscript:\\S|data:\\S|www\\.\\S)|[\\p{Cc}&&[^\\n\\t]]");
        assertThat(payloads).hasSizeGreaterThan(700);
        for (String payload : payloads) {
            ModelOutput whole = new ModelOutput(List.of());
            whole.append(payload);
            whole.end();
            assertThat(whole.text()).doesNotContainPattern(dangerous);
            ModelOutput pieces = new ModelOutput(List.of());
            payload.chars().forEach(c -> pieces.append(Character.toString((char) c)));
            pieces.end();
            assertThat(pieces.text()).isEqualTo(whole.text());
        }
    }

    private static void texts(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts(child, texts));
    }
}
