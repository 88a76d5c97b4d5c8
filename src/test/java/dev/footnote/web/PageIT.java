package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /} and the chat on other pages, in a real browser, over a running service. Skipped where no Chromium is installed. */
class PageIT {

    private static final String MILL = "When was the paper mill of Dunloe sold?";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        browser = new Browser(folder);
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aQuestionIsAnsweredWithItsFootnoteAndTheQuoteBehindIt() {
        Browser.Page page = asked(MILL);

        assertThat(page.text(".turn")).contains("1994").contains("It was sold to a Finnish company in 1994.");
        // The sentence begins with a pronoun, so the one before it comes along, under the same footnote
        assertThat(page.count("button[aria-label^='Footnote 1']")).isEqualTo(2);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aFootnoteOpensTheSourceAtExactlyTheQuotedWords() {
        Browser.Page page = asked(MILL);
        page.click(".footnote");
        page.awaitElement("mark.chosen");

        assertThat(page.text("mark.chosen")).contains("sold to a Finnish company in 1994");
        assertThat(page.text(".drawer .banner")).isEmpty();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aQuestionThatTheDocumentsDoNotAnswerSaysSoAndShowsTheNearestPassages() {
        Browser.Page page = asked("Who painted the ceiling of the Sistine Chapel?");

        assertThat(page.text(".absent")).isEqualTo("Not in these documents.");
        assertThat(page.text(".turn")).contains("Nearest passages");
        assertThat(page.count(".entry")).isPositive();
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void anAddressOfASourceOpensTheDocumentWithExactlyTheQuotedWordsMarked() {
        JsonNode answer = RunningService.json(service.ask(MILL));
        JsonNode citation = answer.get("citations").get(answer.get("citations").size() - 1);

        Browser.Page page =
                browser.open(service.address() + citation.get("source_url").asText());
        page.awaitElement("mark");

        assertThat(page.text("mark")).isEqualTo(citation.get("quote").asText());
        assertThat(page.text("article h2")).isEqualTo(citation.get("title").asText());
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void markupInAQuestionIsShownAsTextAndDoesNothing() {
        Browser.Page page = asked("Who is <img src=x onerror=\"document.title='stolen'\"> <b>bold</b>?");

        assertThat(page.text(".asked")).contains("<b>bold</b>");
        assertThat(page.count(".scroll img") + page.count(".scroll b")).isZero();
        assertThat(page.evaluate("document.title").asText()).isNotEqualTo("stolen");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void conversationsAndDocumentsStandBesideTheChatAndAConversationHasAnAddress() {
        Browser.Page page = asked(MILL);
        page.await("/^#c=/.test(location.hash) && document.querySelector('.side .current')");
        assertThat(page.text(".side")).contains(MILL, "Ships");
        String address = page.evaluate("location.href").asText();

        Browser.Page elsewhere = browser.open(address);
        elsewhere.awaitText(".prose", "Finnish");
        elsewhere.click(".side .new");
        elsewhere.awaitElement(".greeting");
        assertThat(elsewhere.evaluate("location.hash").asText()).isEmpty();
        assertThat(elsewhere.complaints()).isEmpty();
    }

    @Test
    void aFollowUpOnTheDemoPageIsUnderstoodAndSurvivesAReload() {
        Browser.Page page = browser.open(service.address() + "/widget/v1/demo.html");
        page.click(".launcher");
        page.awaitElement(".question-box");
        page.type(MILL);
        page.press("Enter");
        page.awaitText(".prose", "Finnish");
        page.awaitElement(".send:not(.stop)");
        page.type("How many people does it employ?");
        page.press("Enter");
        page.awaitElement(".understood");
        assertThat(page.text(".understood")).contains("Dunloe");
        page.reload();
        page.click(".launcher");
        page.awaitText(".prose", "312");
        assertThat(page.count(".turn")).isEqualTo(2);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void neitherThePageNorTheViewerHasAnAccessibilityViolation() throws IOException, InterruptedException {
        String axe = Files.readString(WidgetBuild.installed().resolve("axe-core/axe.min.js")) + "; true";
        Browser.Page page = asked(MILL);
        page.awaitElement(".side .current");
        page.evaluate(axe);
        List<String> found = new ArrayList<>(WidgetIT.violations(page, "page"));
        page.click(".footnote");
        page.awaitElement("mark.chosen");
        found.addAll(WidgetIT.violations(page, "source"));
        page.prefer("prefers-color-scheme", "dark");
        page.resize(390, 844);
        found.addAll(WidgetIT.violations(page, "dark phone"));
        Browser.Page viewer = browser.open(service.address()
                + page.property(".drawer a", "node.getAttribute('href')")
                        .asText()
                        .replace(service.address(), ""));
        viewer.awaitElement("mark");
        viewer.evaluate(axe);
        found.addAll(WidgetIT.violations(viewer, "viewer"));
        assertThat(found).isEmpty();
    }

    /** Opens the page with a question in its address and waits for the answer. */
    private static Browser.Page asked(String question) {
        Browser.Page page = browser.open(service.address() + "/#q="
                + URLEncoder.encode(question, StandardCharsets.UTF_8).replace("+", "%20"));
        page.awaitElement(".actions");
        return page;
    }
}
