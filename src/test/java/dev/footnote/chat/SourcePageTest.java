package dev.footnote.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourcePageTest {

    private static final String TEXT =
            "The harbour was founded in 1838.\n\nClara Whitfield founded it. <b>She</b> left.\nNobody followed.";

    private static String quoting(String text, int start, int end) {
        return body(SourcePage.quoting("Harbours & more", "notes/harbours.md", text, start, end));
    }

    private static String body(HttpResponse<String> page) {
        return Objects.requireNonNull(page.body());
    }

    private static String textOf(String html) {
        String shown = html.replaceAll("(?s).*<div class=\"text\">(.*)</div>\\n?</article>.*", "$1");
        return shown.replaceAll("</p>\n<p dir=\"auto\">", "\n").replaceAll("<[^>]*>", "");
    }

    @Test
    void theQuoteIsMarkedAndTheDocumentNamed() {
        String page = quoting(TEXT, TEXT.indexOf("Clara"), TEXT.indexOf(" <b>"));
        assertThat(page)
                .contains(
                        "<p dir=\"auto\"><mark id=\"quote\">Clara Whitfield founded it.</mark> &lt;b&gt;She&lt;/b&gt; left.</p>")
                .contains(
                        "<h2 dir=\"auto\">Harbours &amp; more</h2><p class=\"about\" dir=\"auto\">notes/harbours.md</p>")
                .doesNotContain("…")
                .doesNotContain("<script");
    }

    @Test
    void aQuoteOverSeveralLinesIsMarkedInEachAndNamedOnce() {
        String page = quoting(TEXT, TEXT.indexOf("founded in"), TEXT.indexOf("followed"));
        assertThat(page)
                .contains("<mark id=\"quote\">founded in 1838.</mark>")
                .contains("<mark>Clara Whitfield founded it. &lt;b&gt;She&lt;/b&gt; left.</mark>")
                .contains("<mark>Nobody </mark>followed.");
    }

    @Test
    void whoeverHasTheLinkSeesAThousandCharactersAroundAndNoMore() {
        String text = "a".repeat(5_000) + "QUOTE" + "b".repeat(5_000);
        String shown = textOf(quoting(text, 5_000, 5_005)).strip();
        assertThat(shown).isEqualTo("… " + "a".repeat(1_000) + "QUOTE" + "b".repeat(1_000) + " …");
    }

    @Test
    void itBeginsAndEndsWithWholeWords() {
        String text = "harbour ".repeat(500) + "QUOTE" + " lighthouse".repeat(500);
        String shown = textOf(quoting(text, 4_000, 4_005)).strip();
        assertThat(shown)
                .startsWith("… harbour harbour ")
                .endsWith(" lighthouse lighthouse …")
                .contains(" QUOTE ");
    }

    @Test
    void noCharacterIsCutWhereverTheTextIs() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < 1_500; j++) {
                text.append(random.nextInt(30) == 0 ? "\n" : random.nextBoolean() ? "𝒜" : "x");
            }
            int start = boundary(text, random.nextInt(text.length()));
            int end = boundary(text, start + random.nextInt(text.length() - start));
            String page = quoting(text.toString(), start, end);
            assertThat(page.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF).count())
                    .isZero();
            assertThat(text.toString().replaceAll("\n+", "\n"))
                    .contains(textOf(page).replaceAll("^… | …\n?$", "").strip());
        }
    }

    private static int boundary(StringBuilder text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    @Test
    void itLoadsNothingAndItsOneStyleIsTheOneThatItAllows() throws NoSuchAlgorithmException {
        HttpResponse<String> page = SourcePage.quoting("Harbours", "harbours.md", TEXT, 0, 3);
        String style = body(page).replaceAll("(?s).*<style>(.*)</style>.*", "$1");
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'sha256-" + hash + "'")
                .doesNotContain("unsafe");
        assertThat(style).contains("mark{").doesNotContain("url(", "@import");
        assertThat(body(page)).doesNotContain("<script", " src=", "href=\"/", "href=\".");
    }

    @Test
    void whatIsNotShownIsExplained() {
        HttpResponse<String> page = SourcePage.saying(HttpStatus.GONE, "It is gone.");
        assertThat(page.code()).isEqualTo(410);
        assertThat(body(page)).contains("<p>It is gone.</p>");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }
}
