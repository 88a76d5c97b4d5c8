package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.access.ApiKeys;
import dev.footnote.access.KeyScope;
import dev.footnote.access.NewKey;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /} and the chat on other pages, in a real browser, over a running service. Skipped where no Chromium is installed. */
class PageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
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
    void aProxyMayServeItUnderAPath() throws IOException {
        try (PathProxy proxy = new PathProxy(service.address())) {
            Browser.Page page =
                    browser.open(proxy.address() + "/#q=" + URLEncoder.encode(MILL, StandardCharsets.UTF_8));
            page.awaitElement(".footnote");
            page.click(".footnote");
            page.awaitElement("mark.chosen");
            page.awaitElement(".side a[href^='" + PathProxy.PATH + "/d/']");
            assertThat(page.complaints()).isEmpty();
            String viewer = page.property(".drawer a", "[...node.closest('.about').querySelectorAll('a')][0].href")
                    .asText();
            assertThat(viewer).startsWith(proxy.address() + "/d/");

            Browser.Page document = browser.open(viewer);
            document.awaitElement("mark");
            assertThat(document.complaints()).isEmpty();
            assertThat(document.evaluate("getComputedStyle(document.body).maxWidth")
                            .asText())
                    .as("the style is there")
                    .endsWith("px");
            document.click("h1 a");
            document.awaitElement(".question-box");
            assertThat(proxy.strays()).isSubsetOf("/favicon.ico");
        }
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
    void aDocumentIsSetAsInItsOriginalWithTheQuoteMarkedAcrossIt(@TempDir Path set)
            throws InterruptedException, IOException {
        try (RunningService lights = lights(set)) {
            String id = id(lights, "lights.md");
            String text = RunningService.json(lights.get("/v1/documents/" + id))
                    .get("text")
                    .asText();
            Browser.Page page = browser.open(
                    lights.address() + "/d/" + id + "#" + text.indexOf("Head is") + "-" + text.indexOf("ctric."));
            page.awaitElement("mark");

            assertThat(page.evaluate(
                                    "[...document.querySelectorAll('.text mark')].map(mark => mark.textContent).join('')")
                            .asText())
                    .startsWith("Head is very bright and automatic")
                    .endsWith("Now it is ele");
            assertThat(outline(page))
                    .isEqualTo(
                            "h3(Lights)p(The lamp of em(Kerry Head) is strong(very bright) and code(automatic); see a(the list).)"
                                    + "blockquote(p(It burns at night.))"
                                    + "ul(li(p(1. First came oil.)ul(li(p(  - Then came gas.))))li(p(2. Now it is electric.)))"
                                    + "table(tr(th(Year)th(Keeper))tr(td(1851)td(Maria Quill))tr(td(1899)td()))"
                                    + "pre(if (dark) {\n    light(); // whatever the weather, and whoever has the watch\n})");
            assertThat(page.property(".text a", "[node.href, node.rel].join()").asText())
                    .isEqualTo("https://example.org/lights,noopener noreferrer");
            page = browser.open(lights.address() + "/d/" + id(lights, "lights.html"));
            page.awaitElement(".text li");
            assertThat(outline(page)).isEqualTo("h3(Keepers)ul(li(p(- Maria em(Quill))))table(tr(th(Year)td(1851)))");
            assertThat(page.complaints()).isEmpty();
        }
    }

    /** A service over documents with all kinds of markup. */
    private static RunningService lights(Path set) throws IOException, InterruptedException {
        Files.createDirectories(set.resolve("reports"));
        Files.writeString(set.resolve("reports/lights.md"), """
                # Lights

                The lamp of *Kerry Head* is **very bright** and `automatic`; see [the list](https://example.org/lights).

                > It burns at night.

                1. First came oil.
                   - Then came gas.
                2. Now it is electric.

                | Year | Keeper |
                |------|--------|
                | 1851 | Maria Quill |
                | 1899 | |

                ```
                if (dark) {
                    light(); // whatever the weather, and whoever has the watch
                }
                ```
                """);
        Files.writeString(
                set.resolve("reports/lights.html"),
                "<title>Lights again</title><h2>Keepers</h2><ul><li>Maria <em>Quill</em></ul><table><tr><th>Year<td>1851</table>");
        return new RunningService(set, Map.of());
    }

    private static String id(RunningService service, String path) {
        return RunningService.json(service.get("/v1/documents"))
                .get("documents")
                .valueStream()
                .filter(document -> document.get("path").asText().equals(path))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
    }

    /** The elements of the text that is shown, without what marks and spans. */
    private static String outline(Browser.Page page) {
        return page.evaluate(
                        "(function outline(node) { return [...node.childNodes].map(child => child.nodeType === 3 ? child.data"
                                + " : /^(MARK|SPAN|DIV)$/.test(child.tagName) ? outline(child) : child.tagName === 'BUTTON' ? ''"
                                + " : child.tagName.toLowerCase() + '(' + outline(child) + ')').join(''); })(document.querySelector('.text'))")
                .asText();
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
    void thePageSpeaksTheBrowsersLanguage() {
        Browser.Page page = browser.page();
        page.resize(1200, 900);
        page.send(
                "Page.addScriptToEvaluateOnNewDocument",
                JSON.createObjectNode()
                        .put("source", "Object.defineProperty(navigator, 'language', { get: () => 'de-AT' })"));
        page.go(service.address() + "/");
        page.awaitText(".greeting", "Was möchten Sie wissen?");
        assertThat(page.text(".side")).contains("Gespräche", "Dokumente");
        assertThat(page.evaluate("document.documentElement.lang").asText()).isEqualTo("de-AT");
        assertThat(page.complaints()).isEmpty();
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
    void neitherThePageNorTheViewerHasAnAccessibilityViolation(@TempDir Path set)
            throws IOException, InterruptedException {
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
        try (RunningService lights = lights(set)) {
            viewer = browser.page();
            viewer.resize(320, 844);
            viewer.go(lights.address() + "/d/" + id(lights, "lights.md") + "#10-40");
            viewer.awaitElement("mark");
            assertThat(viewer.property("pre", "node.scrollWidth > node.clientWidth")
                            .asBoolean())
                    .isTrue();
            viewer.evaluate(axe);
            found.addAll(WidgetIT.violations(viewer, "document of all kinds"));
        }
        assertThat(found).isEmpty();
    }

    /** Opens the page with a question in its address and waits for the answer. */
    private static Browser.Page asked(String question) {
        Browser.Page page = browser.open(service.address() + "/#q="
                + URLEncoder.encode(question, StandardCharsets.UTF_8).replace("+", "%20"));
        page.awaitElement(".actions");
        return page;
    }

    @Test
    void whoeverLogsInNextDoesNotSeeWhatWasAskedBefore(@TempDir Path locked) throws InterruptedException {
        try (RunningService keyed = new RunningService(locked, Map.of())) {
            ApiKeys keys = keyed.bean(ApiKeys.class);
            String key = keys.create(new NewKey("me", Set.of(KeyScope.ASK), null, Set.of()));
            String other = keys.create(new NewKey("other", Set.of(KeyScope.ASK), Set.of(), Set.of()));
            Browser.Page page = browser.open(keyed.address() + "/");
            page.awaitElement(".login input");
            page.type(key);
            page.press("Enter");
            page.awaitElement("nav.side");
            page.go(keyed.address() + "/#q=" + "When%20was%20the%20paper%20mill%20of%20Dunloe%20sold%3F");
            page.awaitText(".turn", "1994");
            page.click(".log-out");
            page.awaitElement(".login input");
            assertThat(page.evaluate("sessionStorage.length").asInt()).isZero();
            page.type(other);
            page.press("Enter");
            page.awaitElement(".greeting");
            assertThat(page.count(".turn")).isZero();
        }
    }

    @Test
    void afterAFirstQuestionThatFailedTheNextIsNotRefused(@TempDir Path slow) throws InterruptedException {
        try (RunningService hasty = new RunningService(slow, Map.of("footnote.answer.timeout", "1ms"))) {
            Browser.Page page = browser.open(hasty.address() + "/");
            page.awaitElement(".question-box");
            for (int i = 0; i < 2; i++) {
                page.click(".question-box");
                page.type(MILL);
                page.press("Enter");
                page.await("document.querySelector('footnote-chat').shadowRoot.querySelectorAll('.failure').length === "
                        + (i + 1));
                assertThat(page.text(".failure")).doesNotContain("no conversation with this id");
            }
        }
    }

    @Test
    void whereAKeyIsAskedForThePageAsksForIt(@TempDir Path locked) throws InterruptedException {
        try (RunningService keyed = new RunningService(locked, Map.of())) {
            String key = keyed.bean(ApiKeys.class).create(new NewKey("me", Set.of(KeyScope.ASK), null, Set.of()));
            Browser.Page page = browser.open(keyed.address() + "/");
            page.awaitElement(".login input");
            page.type("fn_wrong");
            page.press("Enter");
            page.awaitText(".login [role=alert]", "unknown or revoked");
            page.evaluate("document.querySelector('.login input').value = ''");
            page.type(key);
            page.press("Enter");
            page.awaitElement("nav.side");
            page.go(keyed.address() + "/#q=" + "When%20was%20the%20paper%20mill%20of%20Dunloe%20sold%3F");
            page.awaitText(".turn", "1994");
            assertThat(page.evaluate("document.cookie").asText()).isEmpty();
            page.click(".log-out");
            page.awaitElement(".login input");
        }
    }
}
