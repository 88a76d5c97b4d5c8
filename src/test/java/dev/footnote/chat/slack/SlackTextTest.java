package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slack's way of writing: S9 and S10. */
class SlackTextTest {

    @Test
    void whatPeopleWriteIsDecoded() {
        assertThat(SlackText.plain(
                        "<@UBOT> is 3 &lt; 4 &amp; who wrote <https://a.example/x|the page> in <#C1|general>?"))
                .isEqualTo("is 3 < 4 & who wrote the page in general?");
        assertThat(SlackText.plain("<@UBOT> <https://a.example/x> &amp;lt;")).isEqualTo("https://a.example/x &lt;");
        assertThat(SlackText.plain(" <@UBOT> ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!channel>",
                "<!here|here>",
                "<!subteam^S1>",
                "<@U123>",
                "<#C123>",
                "<http://evil.example|good>",
                "@channel",
                "@HERE",
                "@everyone",
                "[good](http://evil.example)",
                "![x](http://evil.example/a.png)",
                "[good][1]",
                "<script>alert(1)</script>"
            })
    void whatDocumentsAndModelsSayCallsNobodyAndLinksNowhere(String hostile) {
        String live = "<[!@#a-zA-Z/]|(?i)@(channel|here|everyone)|\\]\\(|\\]\\[|!\\[";
        assertThat(SlackText.markdown("so " + hostile + " it is")).doesNotContainPattern(live);
        assertThat(SlackText.escaped("so " + hostile + " it is"))
                .doesNotContainPattern("<|(?i)@(channel|here|everyone)");
    }

    @Test
    void aLongTextIsCutBetweenParagraphsAndNothingIsLost() {
        String text = IntStream.range(0, 400)
                .mapToObj(i -> "Paragraph " + i + " says that the harbour 🚢 holds " + i + " boats.")
                .collect(Collectors.joining("\n\n"));
        List<String> pieces = SlackText.pieces(text, 4_000);
        assertThat(pieces)
                .hasSizeGreaterThan(3)
                .allSatisfy(piece -> assertThat(piece.length()).isLessThanOrEqualTo(4_000));
        assertThat(String.join("\n\n", pieces)).isEqualTo(text);
    }

    @Test
    void aTextWithoutAnySpaceIsCutBetweenCharacters() {
        String text = "🚢".repeat(5_000);
        List<String> pieces = SlackText.pieces(text, 1_001);
        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece.codePoints().allMatch(c -> c == 0x1F6A2))
                        .isTrue());
    }

    @Test
    void aTableThatIsCutHasItsHeadInEachPiece() {
        String rows = IntStream.range(0, 500)
                .mapToObj(i -> "| boat " + i + " | " + i + " m |")
                .collect(Collectors.joining("\n"));
        List<String> pieces = SlackText.pieces("| boat | length |\n|---|---|\n" + rows, 2_000);
        assertThat(pieces)
                .hasSizeGreaterThan(3)
                .allSatisfy(piece -> assertThat(piece).startsWith("| boat | length |\n|---|---|\n| boat "));
        IntStream.range(0, 500)
                .forEach(i -> assertThat(String.join("\n", pieces)).containsOnlyOnce("| boat " + i + " |"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"```java", "~~~~", "  ```"})
    void codeThatIsCutIsFencedInEachPiece(String fence) {
        String code = IntStream.range(0, 500)
                .mapToObj(i -> "int boats" + i + " = " + i + "; // ``")
                .collect(Collectors.joining("\n"));
        String close = fence.strip().replaceAll("\\w", "");
        List<String> pieces = SlackText.pieces("Before.\n" + fence + "\n" + code + "\n" + close + "\nAfter.", 2_000);
        assertThat(pieces).hasSizeGreaterThan(3).allSatisfy(piece -> {
            assertThat(piece.length()).isLessThanOrEqualTo(2_000);
            assertThat(piece.lines().filter(line -> line.strip().equals(close)).count()
                            + piece.lines()
                                    .filter(line ->
                                            line.equals(fence) && !fence.strip().equals(close))
                                    .count())
                    .isEqualTo(2);
        });
        assertThat(pieces.getFirst()).startsWith("Before.\n" + fence + "\n").endsWith("\n" + close);
        assertThat(pieces.get(1)).startsWith(fence + "\nint boats");
        assertThat(pieces.getLast()).endsWith(close + "\nAfter.");
        IntStream.range(0, 500)
                .forEach(
                        i -> assertThat(String.join("\n", pieces)).containsOnlyOnce("int boats" + i + " = " + i + ";"));
    }

    @Test
    void whatOnlyLooksLikeAFenceIsNotClosed() {
        String text = "Write `code` so.\n" + "```` is no fence here: ` \n".repeat(2) + "A boat. ".repeat(600);
        assertThat(SlackText.pieces(text, 2_000))
                .noneSatisfy(piece -> assertThat(piece).endsWith("\n````"));
    }
}
