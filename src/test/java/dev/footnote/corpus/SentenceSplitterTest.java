package dev.footnote.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {

    private static final SentenceSplitter SPLITTER = new SentenceSplitter();

    private static List<String> sentences(String text) {
        return SPLITTER.split(text).stream().map(span -> span.of(text)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On February 4, 2008, U.S. Trade Representative Susan Schwab announced it.",
                "Two more pilots joined No. 9 Squadron in 1968.",
                "At 4:23 pm, she co-signed it.",
                "It came from Washington, D.C. that the talks begin.",
                "Mr. Smith met Dr. Jones and Prof. Brown on Monday.",
                "Use a tool, e.g. this one, i.e. Footnote.",
                "It was shown by Miller et al. (2019) in Berlin.",
                "See Fig. 3 and Figs. 4 and p. 12 of vol. II.",
                "The case of Roe v. Wade and of Kramer vs. Kramer.",
                "J. R. R. Tolkien wrote it.",
                "President George W. Bush spoke.",
                "It takes approx. 5 minutes.",
                "He won the $1.17 million prize, up 3.5 percent.",
                "\"We would hope to get it from a bilateral FTA.... It's very, very big news.\"",
                "The Ph.D. Programme of St. Andrews and Acme Inc. Limited.",
                "On Jan. 5 the ship left.",
                "2. The second item.",
                "Open http://example.com/?q=A.B and see.",
                "He waited... and left."
            })
    void abbreviationsDoNotEndSentences(String sentence) {
        assertThat(sentences(sentence)).containsExactly(sentence);
    }

    @Test
    void abbreviationsEndSentencesBeforeWordsThatBeginThem() {
        assertThat(sentences("It was signed in the U.S. The treaty held.")).hasSize(2);
        assertThat(sentences("They met at 4 p.m. He left.")).hasSize(2);
        assertThat(sentences("He lived in Washington, D.C. In 1990 he moved.")).hasSize(2);
        assertThat(sentences("They chose plan B. It worked.")).hasSize(2);
    }

    @Test
    void sentencesEndAtFullStops() {
        assertThat(sentences("He said no. Then he left.")).containsExactly("He said no.", "Then he left.");
        assertThat(sentences("Really? Yes! Good.")).containsExactly("Really?", "Yes!", "Good.");
    }

    @Test
    void quotesBracketsAndCitationMarksStayWithTheirSentence() {
        assertThat(
                        sentences(
                                "He said \"no.\" Then he left. (It rained.) The war ended.[1][12] The peace began.\u00B2 So be it."))
                .containsExactly(
                        "He said \"no.\"",
                        "Then he left.",
                        "(It rained.)",
                        "The war ended.[1][12]",
                        "The peace began.\u00B2",
                        "So be it.");
    }

    @Test
    void ideographicSentencesNeedNoSpace() {
        assertThat(sentences("\u4F60\u597D\u3002\u518D\u89C1\u3002")).hasSize(2);
    }

    @Test
    void paragraphsEndSentences() {
        assertThat(sentences("A heading\n\nSome text\nThe two countries share:\n- one\n- two\n1. three"))
                .containsExactly("A heading", "Some text", "The two countries share:", "- one", "- two", "1. three");
        assertThat(
                        sentences(
                                "Ministerial Visits to the United States\nUnited States delegations to New Zealand\nDating back"))
                .hasSize(3);
    }

    @Test
    void wrappedLinesStayTogether() {
        String text = """
                New Zealand contributed six frigates, several smaller craft and a 1044
                strong volunteer force (known as K-FORCE) to the Korean War. The ships of
                New Zealand were under the command of a British flag officer and Mr.
                Smith formed part of the US Navy screening force during the Battle of
                Inchon. It ended.
                """;
        assertThat(sentences(text)).hasSize(3).last().isEqualTo("It ended.");
    }

    @Test
    void veryLongSentencesAreCutBetweenWords() {
        List<String> pieces = sentences("word ".repeat(1000));
        assertThat(pieces)
                .allSatisfy(piece -> assertThat(piece).startsWith("word").endsWith("word"));
        assertThat(pieces).hasSize(5);
    }

    @Test
    void longTextsTakeLinearTime() {
        for (String piece : List.of(
                "A sentence of the U.S. Navy is here. ",
                "x",
                "\uD83D\uDE00",
                ". ",
                "[",
                ".[",
                "a.\"(",
                "e.g. X ",
                "\u0301",
                "? ",
                "1. ",
                "\u0589X",
                "\r")) {
            String text = piece.repeat(3_000_000 / piece.length());
            Assertions.assertTimeout(Duration.ofSeconds(20), () -> SPLITTER.split(text), () -> "3 MB of " + piece);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void everyCharacterLiesInExactlyOneSentence(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            assertCovered(RandomText.of(random, 300), "seed " + seed + ", text " + i);
        }
    }

    @Test
    void everyCharacterOfTheSeedLiesInExactlyOneSentence() throws IOException {
        assertCovered(SampleFiles.seed(), "the seed");
    }

    @Test
    void everyCharacterOfNaughtyStringsLiesInExactlyOneSentence() throws IOException {
        String naughty = Files.readString(SampleFiles.shared("hostile/blns.json"));
        assertCovered(naughty, "all");
        naughty.lines().forEach(line -> assertCovered(line, line));
    }

    @Test
    void theSeedIsSplitWhereItsSentencesEnd() throws IOException {
        List<String> sentences = sentences(SampleFiles.seed());
        assertThat(sentences)
                .contains(
                        "New Zealand contributed six frigates, several smaller craft and a 1044 strong volunteer force (known as K-FORCE) to the Korean War.",
                        "Two more RNZAF pilots joined No. 9 Squadron in 1968 and from December 1968 two forward air controllers served with the Seventh Air Force, United States Air Force.",
                        "33 were killed in action, 79 wounded and one soldier was taken prisoner.",
                        "New Zealand Ministerial Visits to the United States",
                        "United States delegations to New Zealand",
                        "The exercise encompassed:",
                        "However, US merchandise exports to New Zealand would rise by about 25 percent and virtually every US sector would benefit.",
                        "The United States     New Zealand Council is a non-profit, nonpartisan, organisation.")
                .anySatisfy(s -> assertThat(s).contains("U.S. Trade Representative"))
                .anySatisfy(s -> assertThat(s).contains("used by the U.S. military in its"))
                .anySatisfy(s -> assertThat(s).contains("shipped to U.S. military bases"))
                .anySatisfy(s -> assertThat(s)
                        .contains("The 2005 U.S. Open Golf")
                        .contains("$1.17 million prize in the final round."))
                .anySatisfy(s -> assertThat(s).contains("Christopher R. Hill, described"))
                .anySatisfy(s -> assertThat(s).contains("President George W. Bush and Foreign"))
                .anySatisfy(s -> assertThat(s).contains("in Washington, D.C., the US"))
                .anySatisfy(s -> assertThat(s)
                        .contains("from Washington, D.C. that")
                        .contains("FTA.... It's very, very big news.\""))
                .anySatisfy(s -> assertThat(s).startsWith("Although the outcome of the FTA"))
                .anySatisfy(s -> assertThat(s).contains("only 0.5 percent and any"))
                .anySatisfy(s -> assertThat(s).contains("at 4:23 pm, she"))
                .allSatisfy(s -> assertThat(s).doesNotContain("\n"))
                .hasSize(156);
    }

    static void assertCovered(String text, String description) {
        List<Span> spans = SPLITTER.split(text);
        int covered = 0;
        for (Span span : spans) {
            assertThat(span.start()).as(description).isGreaterThanOrEqualTo(covered);
            assertThat(Whitespace.trim(text, covered, span.start()).length())
                    .as(description)
                    .isZero();
            assertThat(span.length()).as(description).isBetween(1, SentenceSplitter.LONGEST);
            assertThat(Whitespace.trim(text, span.start(), span.end()))
                    .as(description)
                    .isEqualTo(span);
            assertThat(splitsPair(text, span.start()) || splitsPair(text, span.end()))
                    .as(description)
                    .isFalse();
            covered = span.end();
        }
        assertThat(Whitespace.trim(text, covered, text.length()).length())
                .as(description)
                .isZero();
    }

    private static boolean splitsPair(String text, int offset) {
        return offset > 0
                && offset < text.length()
                && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    }
}
