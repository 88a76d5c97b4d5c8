package dev.footnote.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How documents were set is told by ranges of their text. */
class MarkupTest {

    private static final List<String> PARTS = List.of(
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<ul>",
            "</ul>",
            "<li>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<th>",
            "<blockquote>",
            "</blockquote>",
            "<pre>",
            "</pre>",
            "<h2>",
            "</h2>",
            "<p>",
            "<br>",
            "<code>",
            "</code>",
            "<a href=https://example.org/>",
            "</a>",
            "one",
            " two ",
            "\n",
            "\n\n",
            "\r\n",
            "e\u0301",
            "- ",
            "  - ",
            "1. ",
            "> ",
            "**",
            "*",
            "`",
            "```\n",
            "| a | b |\n|---|---|\n",
            "|",
            "# ",
            "\uFEFF");

    private static Extract markdown(String content) {
        return read(new MarkdownReader(), content);
    }

    private static Extract html(String content) {
        return read(new HtmlReader(), content);
    }

    private static Extract read(DocumentReader reader, String content) {
        try {
            return reader.read(content.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableFileException e) {
            throw new AssertionError(e);
        }
    }

    /** Each range as its kind and words, with an arrow to where a link leads. */
    private static List<String> told(Extract extract) {
        return extract.markup().stream()
                .map(range -> range.kind() + ": "
                        + extract.text().substring(range.start(), range.end())
                        + (range.target() == null ? "" : " -> " + range.target()))
                .toList();
    }

    @Test
    void wordsThatAreStressedOrCodeOrALinkAreTold() {
        assertThat(told(markdown(
                        "A *small* and **very `odd`** [mill](https://example.org/mill), not [here](there.md).")))
                .containsExactly(
                        "EMPHASIS: small", "STRONG: very odd", "CODE: odd", "LINK: mill -> https://example.org/mill");
        assertThat(told(html(
                        "<p>A <em>small</em>, <b>very <kbd>odd</kbd></b> <a href='https://example.org/mill'>mill</a>"
                                + " <a href='javascript:alert(1)'>no</a>")))
                .containsExactly(
                        "EMPHASIS: small", "STRONG: very odd", "CODE: odd", "LINK: mill -> https://example.org/mill");
    }

    @Test
    void anItemHoldsItsBulletAndTheListsWithinIt() {
        assertThat(told(markdown("Before\n\n- one\n- two\n  1. three\n\nAfter")))
                .containsExactly(
                        "LIST: - one\n- two\n  1. three",
                        "ITEM: - one",
                        "ITEM: - two\n  1. three",
                        "LIST:   1. three",
                        "ITEM:   1. three");
        assertThat(told(html("<ul><li>one<li>two<ul><li>three</ul></ul>")))
                .containsExactly(
                        "LIST: - one\n- two\n  - three",
                        "ITEM: - one",
                        "ITEM: - two\n  - three",
                        "LIST:   - three",
                        "ITEM:   - three");
    }

    @Test
    void aTableIsRowsOfCellsAndKeepsItsEmptyOnes() {
        Extract read = markdown("| Year | Ships |\n|---|---|\n| 1950 | *six* |\n| 1951 | |\n| | two |\n");
        assertThat(told(read))
                .containsExactly(
                        "TABLE: Year | Ships\n1950 | six\n1951 |\n| two",
                        "ROW: Year | Ships",
                        "HEADER_CELL: Year",
                        "HEADER_CELL: Ships",
                        "ROW: 1950 | six",
                        "CELL: 1950",
                        "CELL: six",
                        "EMPHASIS: six",
                        "ROW: 1951 |",
                        "CELL: 1951",
                        "CELL: ",
                        "ROW: | two",
                        "CELL: ",
                        "CELL: two");
        assertThat(told(html("<table><tr><th>Year<th>Ships<tr><td>1950<td><i>six</i></table>")))
                .containsExactly(
                        "TABLE: Year | Ships\n1950 | six",
                        "ROW: Year | Ships",
                        "HEADER_CELL: Year",
                        "HEADER_CELL: Ships",
                        "ROW: 1950 | six",
                        "CELL: 1950",
                        "CELL: six",
                        "EMPHASIS: six");
    }

    @Test
    void aTableThatArrangesAPageIsNone() {
        assertThat(told(html("<table><tr><td><p>One</p><ul><li>two</ul><td>three</table>")))
                .containsExactly("LIST: - two", "ITEM: - two");
    }

    @Test
    void quotesAndCodeKeepTheirLines() {
        assertThat(told(markdown("> One\n>\n> two\n\n```\nif (a) {\n    b();\n}\n```\n")))
                .containsExactly("QUOTE: One\n\ntwo", "CODE_BLOCK: if (a) {\n    b();\n}");
        assertThat(told(html("<blockquote><p>One<p>two</blockquote><pre>if (a) {\n    b();\n}</pre>")))
                .containsExactly("QUOTE: One\n\ntwo", "CODE_BLOCK: if (a) {\n    b();\n}");
    }

    @Test
    void whatIsMarkedAcrossBlocksIsOneRange() {
        assertThat(told(html("<b><p>One</p><ul><li>two</li></ul></b><p>three")))
                .containsExactly("STRONG: One\n\n- two", "LIST: - two", "ITEM: - two");
    }

    @Test
    void rangesFitTextThatNormalisationShortened() {
        assertThat(told(markdown("Cafe\u0301 **Mu\u0308hle** und *Ba\u0308che*\uFEFF `a`")))
                .containsExactly("STRONG: M\u00FChle", "EMPHASIS: B\u00E4che", "CODE: a");
    }

    @Test
    void nestingIsBoundedAndTheSameTwiceIsOnce() {
        Extract read = html("<b>".repeat(200) + "<blockquote>".repeat(200) + "deep");
        assertThat(read.markup())
                .hasSizeLessThan(30)
                .filteredOn(range -> range.kind() == Markup.Kind.STRONG)
                .hasSize(1);
        assertThat(read.text()).isEqualTo("deep");
    }

    @Test
    void rangesLieSideBySideOrWithinOneAnother() {
        Random random = new Random(20_261_129);
        for (int page = 0; page < 2_000; page++) {
            String content = random.ints(random.nextInt(30), 0, PARTS.size())
                    .mapToObj(PARTS::get)
                    .collect(Collectors.joining());
            assertNested(content, html(content));
            assertNested(content, markdown(content));
        }
    }

    private static void assertNested(String content, Extract read) {
        List<Markup> markup = read.markup();
        for (int i = 0; i < markup.size(); i++) {
            Markup one = markup.get(i);
            assertThat(one.end()).isLessThanOrEqualTo(read.text().length());
            for (Markup later : markup.subList(i + 1, markup.size())) {
                assertThat(later.start() >= one.start() && (later.start() >= one.end() || later.end() <= one.end()))
                        .as("%s and then %s of \"%s\", read as \"%s\"", one, later, content, read.text())
                        .isTrue();
            }
        }
    }
}
