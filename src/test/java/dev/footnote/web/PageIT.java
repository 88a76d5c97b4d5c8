package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at {@code /} in a real browser, over a running service. Skipped where no Chromium is installed. */
class PageIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    static Path folder;

    private static RunningService service;

    @BeforeAll
    static void start() throws InterruptedException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed at " + CHROMIUM);
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aQuestionIsAnsweredWithItsFootnoteAndTheQuoteBehindIt() throws Exception {
        Rendered page = open("/#q=" + encoded("When was the paper mill of Dunloe sold?"));

        assertThat(page.document().select("#log").text())
                .contains("1994")
                .contains("It was sold to a Finnish company in 1994.");
        // The sentence begins with a pronoun, so the one before it comes along, under the same footnote
        assertThat(page.document().select("button[aria-label^=Footnote 1]")).hasSize(2);
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void aQuestionThatTheDocumentsDoNotAnswerSaysSoAndShowsTheNearestPassages() throws Exception {
        Rendered page = open("/#q=" + encoded("Who painted the ceiling of the Sistine Chapel?"));

        assertThat(page.document().select("#log").text())
                .contains("Not in these documents.")
                .contains("Nearest passages");
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void anAddressOfASourceOpensTheDocumentWithExactlyTheQuotedWordsMarked() throws Exception {
        JsonNode answer = RunningService.json(service.ask("When was the paper mill of Dunloe sold?"));
        JsonNode citation = answer.get("citations").get(answer.get("citations").size() - 1);

        Rendered page = open(citation.get("source_url").asText());

        assertThat(page.document().select("mark").text())
                .isEqualTo(citation.get("quote").asText());
        assertThat(page.document().select("article h2").text())
                .isEqualTo(citation.get("title").asText());
        assertThat(page.complaints()).isEmpty();
    }

    @Test
    void markupInAQuestionIsShownAsTextAndDoesNothing() throws Exception {
        Rendered page = open("/#q=" + encoded("Who is <img src=x onerror=\"document.title='stolen'\"> <b>bold</b>?"));

        assertThat(page.document().select("#log").text()).contains("<b>bold</b>");
        assertThat(page.document().select("#log img, #log b")).isEmpty();
        assertThat(page.document().title()).isNotEqualTo("stolen");
        assertThat(page.complaints()).isEmpty();
    }

    /** What a page became after its scripts had run, and what the browser complained of, such as breaches of the content policy. */
    private record Rendered(Document document, List<String> complaints) {}

    private static Rendered open(String path) throws IOException, InterruptedException {
        Path dom = Files.createTempFile(folder, "page", ".html");
        Path log = Files.createTempFile(folder, "page", ".log");
        List<String> command = new ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--enable-logging=stderr",
                "--virtual-time-budget=15000",
                "--dump-dom",
                service.address() + path));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            browser.destroyForcibly();
        }
        List<String> complaints = Files.readAllLines(log).stream()
                .filter(line -> line.contains("CONSOLE"))
                .toList();
        return new Rendered(Jsoup.parse(dom.toFile(), "UTF-8"), complaints);
    }

    private static String encoded(String question) {
        return URLEncoder.encode(question, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
