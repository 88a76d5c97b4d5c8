package dev.footnote.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {

    private static Extract text(byte[] content) throws UnreadableFileException {
        return new PlainTextReader().read(content);
    }

    private static Extract markdown(String content) throws UnreadableFileException {
        return new MarkdownReader().read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static Extract html(String content) throws UnreadableFileException {
        return new HtmlReader().read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> headings(Extract extract) {
        return extract.headings().stream()
                .map(heading -> heading.level() + " " + extract.text().substring(heading.start(), heading.end()))
                .toList();
    }

    @Test
    void byteOrderMarksTellTheCharset() throws UnreadableFileException {
        String words = "Caf\u00E9 \u4F60\u597D";
        for (String charset : List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(("\uFEFF" + words).getBytes(Charset.forName(charset)));
            assertThat(text(content.toByteArray()).text()).as(charset).isEqualTo(words);
        }
    }

    @Test
    void utf16IsFoundWithoutAMark() throws UnreadableFileException {
        assertThat(text("Plain words".getBytes(StandardCharsets.UTF_16LE)).text())
                .isEqualTo("Plain words");
        assertThat(text("Plain words".getBytes(StandardCharsets.UTF_16BE)).text())
                .isEqualTo("Plain words");
    }

    @Test
    void windows1252IsTakenForWhatIsNotUtf8() throws UnreadableFileException, IOException {
        byte[] sample = Files.readAllBytes(SampleFiles.shared("samples/testTXT_win-1252.txt"));
        assertThat(text(sample).text()).contains("a \u201Cwindows\u201D encoding");
        assertThat(text("Caf\u00E9 na\u00EFve, it is".getBytes(StandardCharsets.ISO_8859_1))
                        .text())
                .isEqualTo("Caf\u00E9 na\u00EFve, it is");
    }

    @Test
    void otherCharsetsAreFoundInTextsThatAreLongEnough() throws UnreadableFileException {
        String russian =
                "\u0412\u0441\u0435 \u043B\u044E\u0434\u0438 \u0440\u043E\u0436\u0434\u0430\u044E\u0442\u0441\u044F "
                        + "\u0441\u0432\u043E\u0431\u043E\u0434\u043D\u044B\u043C\u0438 \u0438 \u0440\u0430\u0432\u043D\u044B\u043C\u0438 "
                        + "\u0432 \u0441\u0432\u043E\u0451\u043C \u0434\u043E\u0441\u0442\u043E\u0438\u043D\u0441\u0442\u0432\u0435. ";
        String japanese =
                "\u3059\u3079\u3066\u306E\u4EBA\u9593\u306F\u3001\u751F\u307E\u308C\u306A\u304C\u3089\u306B\u3057\u3066"
                        + "\u81EA\u7531\u3067\u3042\u308A\u3001\u304B\u3064\u5C0A\u53B3\u3068\u6A29\u5229\u3068\u306B\u3064\u3044\u3066";
        String french = "Tous les \u00EAtres humains naissent libres et \u00E9gaux en dignit\u00E9 et en droits. ";
        assertThat(text(russian.repeat(3).getBytes(Charset.forName("windows-1251")))
                        .text())
                .isEqualTo(russian.repeat(3));
        assertThat(text(japanese.repeat(3).getBytes(Charset.forName("Shift_JIS")))
                        .text())
                .isEqualTo(japanese.repeat(3));
        assertThat(text(french.getBytes(Charset.forName("windows-1252"))).text())
                .isEqualTo(french);
    }

    @Test
    void fewBadBytesDoNotSpoilUtf8() throws UnreadableFileException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("\u4F60\u597D\u4F60\u597D caf\u00E9 ".getBytes(StandardCharsets.UTF_8));
        content.write(0xFF);
        Extract extract = text(content.toByteArray());
        assertThat(extract.text()).isEqualTo("\u4F60\u597D\u4F60\u597D caf\u00E9 \uFFFD");
        assertThat(extract.warnings())
                .singleElement()
                .asString()
                .contains("UTF-8")
                .contains("1 character ");
    }

    @Test
    void binaryContentIsRefused() {
        assertThatThrownBy(() -> text(new byte[] {'a', 0, 'b', 1, 2})).hasMessageContaining("looks binary");
        assertThatThrownBy(() -> text("%PDF-1.7 ...".getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("is a PDF");
        assertThatThrownBy(() -> text(new byte[] {1, 2, 3, 4, 5, 6, 'a'})).hasMessageContaining("control characters");
    }

    @Test
    void textIsBroughtIntoOneForm() throws UnreadableFileException {
        assertThat(text("a\r\nb\rc\fd\u0085e\u2028f\tg\u0007h\u007Fi e\u0301 \uFEFFj".getBytes(StandardCharsets.UTF_8))
                        .text())
                .isEqualTo("a\nb\nc\nd\ne\nf\tg h i \u00E9 j");
        assertThat(TextNormalizer.normalize("a\uD83Db\uDE00\uD83D\uDE00")).isEqualTo("a\uFFFDb\uFFFD\uD83D\uDE00");
    }

    @Test
    void countlessCombiningMarksTakeLinearTime() {
        String marks = "\u0315\u0300\u05AE\u0300".repeat(250_000);
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> TextNormalizer.normalize("a" + marks));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void normalisingTwiceChangesNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String once = TextNormalizer.normalize(RandomText.of(random, 200));
            assertThat(TextNormalizer.normalize(once))
                    .as("seed " + seed + ", text " + i)
                    .isEqualTo(once);
        }
    }

    @Test
    void markdownBecomesPlainText() throws UnreadableFileException {
        Extract extract = markdown("""
                # The *Title*

                Some **bold** and `code` in
                wrapped [lines](http://example.com) ![alt words](x.png).

                - one
                - two
                  1. inner

                > a quote

                ```java
                  int x;
                int y;
                ```

                | L | C |
                |---|---|
                | a | b |
                |   | d |

                <div>raw <b>html</b><script>evil()</script></div>

                Second
                ------
                End<br>line
                """);
        assertThat(extract.text()).isEqualTo("""
                The Title

                Some bold and code in wrapped lines alt words.

                - one
                - two
                  1. inner

                a quote

                  int x;
                int y;

                L | C
                a | b
                | d

                raw html

                Second

                End
                line""");
        assertThat(headings(extract)).containsExactly("1 The Title", "2 Second");
    }

    @Test
    void frontMatterTellsTitleLinkAndDate() throws UnreadableFileException {
        Extract extract = markdown(
                "---\ntitle: \"A: B\"\nurl: https://example.com/a\ndate: 2024-05-31T10:00:00Z\ntags: [x]\n---\n# H\n");
        assertThat(extract.declared())
                .isEqualTo(new Metadata(
                        "A: B", "https://example.com/a", LocalDate.of(2024, 5, 31), Map.of("tags", List.of("x"))));
        assertThat(extract.text()).isEqualTo("H");
        assertThat(extract.warnings()).isEmpty();
    }

    @Test
    void whatElseFrontMatterTellsIsKeptWithinBounds() throws UnreadableFileException {
        Extract extract = markdown(
                "---\nAuthor: Ann Lee\ntags: [Quay, 'tide  tables', {nested: x}]\nnested: {a: b}\nempty:\nlong: "
                        + "x".repeat(300) + "\n" + "k".repeat(100) + ": v\nurl: https://example.com/\n---\nText\n");
        assertThat(extract.declared().values())
                .isEqualTo(Map.of("author", List.of("Ann Lee"), "tags", List.of("Quay", "tide tables")));
        StringBuilder many = new StringBuilder("---\n");
        for (int i = 0; i < 1000; i++) {
            many.append("key").append(i).append(": value\n");
        }
        assertThat(markdown(many + "---\nText\n").declared().values()).hasSize(32);
    }

    @Test
    void aPagesHeadTellsItsAuthorAndKeywords() throws UnreadableFileException {
        Extract extract =
                html("<html><head><meta name=Author content='Ann Lee'><meta name=keywords content='quay, tide'>"
                        + "<meta name=viewport content=x></head><body><p>Text</p></body></html>");
        assertThat(extract.declared().values())
                .isEqualTo(Map.of("author", List.of("Ann Lee"), "keywords", List.of("quay", "tide")));
    }

    @Test
    void malformedFrontMatterIsPassedOverWithAWarning() throws UnreadableFileException {
        Extract extract = markdown("---\ntitle: [A: \"B\n---\n# H\n");
        assertThat(extract.text()).isEqualTo("H");
        assertThat(extract.declared()).isEqualTo(Metadata.NONE);
        assertThat(extract.warnings()).singleElement().asString().contains("not valid YAML");
        Extract aliases = markdown("---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: T\n---\nText\n");
        assertThat(aliases.text()).isEqualTo("Text");
    }

    @Test
    void aShortFirstLineOfPlainTextThatABlankLineFollowsIsItsTitle() throws UnreadableFileException {
        assertThat(text("Report on the Year\n\nWe sold ships.\n".getBytes(StandardCharsets.UTF_8))
                        .fallbackTitle())
                .isEqualTo("Report on the Year");
        for (String text : List.of(
                "We sold ships.\n\nMany.",
                "one\ntwo",
                "Report",
                "x".repeat(200) + "\n\nText",
                "Dear Ann,\n\nText",
                "")) {
            assertThat(text(text.getBytes(StandardCharsets.UTF_8)).fallbackTitle())
                    .as(text)
                    .isNull();
        }
    }

    @Test
    void onlyWebLinksAreTaken() throws UnreadableFileException {
        for (String link : List.of(
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://good.example@evil.example/",
                "//x",
                "not a link")) {
            Extract extract = markdown("---\nlink: \"" + link + "\"\n---\nText\n");
            assertThat(extract.declared().uri()).as(link).isNull();
            assertThat(extract.warnings()).as(link).hasSize(1);
        }
    }

    @Test
    void htmlBecomesPlainText() throws UnreadableFileException {
        Extract extract = html("""
                <html><head><title> A  title </title><link rel=canonical href="https://example.com/p">
                <meta name=date content=2023-01-02><style>x</style></head><body>
                <nav>Home</nav><main><h1>The <em>Head</em></h1><p>Some   <b>bold</b>
                text.<br>Next line.</p><script>evil()</script><p hidden>no</p><p style="DISPLAY : none">no</p>
                <span aria-hidden="true">no</span><ul><li>one<li>two <ol start=3><li>in</li><li>inner</ol></ul>
                <table><tr><th>L</th><th>C</th></tr><tr><td><p>a</p></td><td>b<br>c</td></tr></table>
                <pre>  x
                 y</pre><h3><div>Sub</div></h3>x<sup>2</sup> &amp; e&#x301;</main><footer>Imprint</footer></body></html>
                """);
        assertThat(extract.text()).isEqualTo("""
                The Head

                Some bold text.
                Next line.

                - one
                - two
                  3. in
                  4. inner

                L | C
                a | b c

                  x
                 y

                Sub

                x2 & \u00E9""");
        assertThat(headings(extract)).containsExactly("1 The Head", "3 Sub");
        assertThat(extract.fallbackTitle()).isEqualTo("A title");
        assertThat(extract.declared())
                .isEqualTo(new Metadata(null, "https://example.com/p", LocalDate.of(2023, 1, 2), Map.of()));
    }

    @Test
    void aTableThatArrangesAPageIsNotARow() throws UnreadableFileException {
        assertThat(html("<table><tr><td><h2>Left</h2><p>Text</p></td><td><ul><li>x</ul></td></tr></table>")
                        .text())
                .isEqualTo("Left\n\nText\n\n- x");
    }

    @Test
    void anUnclosedHeadingDoesNotSwallowThePage() throws UnreadableFileException {
        assertThat(html("<h1>Title<p>One.<p>Two.").text()).isEqualTo("Title\n\nOne.\n\nTwo.");
    }

    @Test
    void htmlMayDeclareItsCharset() throws UnreadableFileException {
        byte[] page = "<meta charset=windows-1251><p>\u041F\u0440\u0438\u0432\u0435\u0442"
                .getBytes(Charset.forName("windows-1251"));
        assertThat(new HtmlReader().read(page).text()).isEqualTo("\u041F\u0440\u0438\u0432\u0435\u0442");
        byte[] latin = "<p>\u201Ccaf\u00E9\u201D, the place".getBytes(Charset.forName("windows-1252"));
        assertThat(new HtmlReader().read(latin).text()).isEqualTo("\u201Ccaf\u00E9\u201D, the place");
    }

    @Test
    void deepNestingIsHarmless() {
        int depth = 100_000;
        List<String> pages = List.of(
                "<div>".repeat(depth) + "x",
                "<b>".repeat(depth) + "x",
                "<table><tr><td>".repeat(depth / 10) + "x",
                "<ul><li>".repeat(depth) + "x",
                "<h1><font>".repeat(depth / 10) + "x",
                "<a x='" + "y".repeat(5_000_000) + "'>x</a>");
        for (String page : pages) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(30),
                    () -> assertThat(html(page).text()).endsWith("x"),
                    () -> page.substring(0, 10));
        }
        List<String> markdowns = List.of(
                "> ".repeat(depth) + "x",
                "- ".repeat(depth) + "x",
                "[".repeat(depth) + "x",
                "*a ".repeat(depth) + "x",
                "**a *".repeat(depth) + "x",
                "![".repeat(depth) + "x",
                "`a``".repeat(depth) + "x",
                "<a ".repeat(depth) + "x",
                "[a](".repeat(depth) + "x",
                "a | ".repeat(depth) + "x\n" + "-|".repeat(depth) + "\nx");
        for (String page : markdowns) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(30),
                    () -> assertThat(markdown(page).text()).endsWith("x"),
                    () -> page.substring(0, 5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void anyMarkupGivesTextInTheOneForm(long seed) throws UnreadableFileException {
        Random random = new Random(seed);
        List<String> tags = List.of(
                "<p>",
                "</p>",
                "<h1>",
                "</h1>",
                "<h2>",
                "<li>",
                "<ul>",
                "</ul>",
                "<td>",
                "<tr>",
                "<table>",
                "</table>",
                "<pre>",
                "\n# ",
                "\n- ",
                "\n> ",
                "**",
                "`",
                "<div>",
                "&#0;",
                "&#x301;",
                "|");
        for (int i = 0; i < 60; i++) {
            StringBuilder page = new StringBuilder();
            for (int j = 0; j < 40; j++) {
                page.append(tags.get(random.nextInt(tags.size())))
                        .append(RandomText.of(random, 4).replaceAll("[\u0000\u0007]", ""));
            }
            assertOneForm(html(page.toString()), "html, seed " + seed + ", page " + i);
            assertOneForm(markdown(page.toString()), "Markdown, seed " + seed + ", page " + i);
        }
    }

    @Test
    void samplesAreRead() throws UnreadableFileException, IOException {
        Extract html = new HtmlReader().read(Files.readAllBytes(SampleFiles.shared("samples/testHTML_utf8.html")));
        assertThat(html.text()).isEqualTo("Content with UTF-8 chars\n\n\u00E5\u00E4\u00F6");
        Extract markdown = new MarkdownReader().read(Files.readAllBytes(SampleFiles.shared("samples/testMARKDOWN.md")));
        assertThat(markdown.text())
                .startsWith("Title\n\nSome bold and italic")
                .contains("- one\n- two\n\n3. third\n4. fourth", "a | b | c");
        String naughty = Files.readString(SampleFiles.shared("hostile/blns.json"));
        assertOneForm(html(naughty), "html");
        assertOneForm(markdown(naughty), "Markdown");
        String payloads = Files.readString(SampleFiles.shared("hostile/html-sanitiser.json"));
        assertOneForm(html(payloads), "html");
        assertOneForm(markdown(payloads), "Markdown");
    }

    private static void assertOneForm(Extract extract, String description) {
        assertThat(TextNormalizer.normalize(extract.text())).as(description).isEqualTo(extract.text());
        int end = 0;
        for (Heading heading : extract.headings()) {
            assertThat(heading.start()).as(description).isGreaterThanOrEqualTo(end);
            assertThat(extract.text().substring(heading.start(), heading.end()))
                    .as(description)
                    .isNotBlank()
                    .doesNotContain("\n");
            end = heading.end();
        }
        assertThat(end).as(description).isLessThanOrEqualTo(extract.text().length());
    }
}
