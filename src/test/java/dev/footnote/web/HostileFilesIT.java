package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile strings as the names, titles, headings and words of real files, from the folder through the index to a real browser. How many
 * strings are tried is set by {@code hardening.hostileFiles}. Skipped where no Chromium is installed or the strings are not there.
 */
class HostileFilesIT {

    private static final Path STRINGS = Path.of("..", "shared", "hostile");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 200; // in bytes

    /** What only our own pages may hold, not what is shown of a document. */
    private static final String FOREIGN =
            "script, img, iframe, object, embed, video, audio, style, link, base, form, meta, math, svg, template, [style], [onerror], [onclick],"
                    + " [onload], [srcdoc], [background]";

    @TempDir
    static Path folder;

    private static Browser browser;
    private static RunningService service;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(STRINGS), "there is no " + STRINGS);
        browser = new Browser(folder);
        Path documents = Files.createDirectories(folder.resolve("notes"));
        List<String> strings = strings();
        for (int i = 0; i < strings.size(); i++) {
            write(documents, i, strings.get(i));
        }
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        JSON.readTree(STRINGS.resolve("html-sanitiser.json").toFile())
                .forEach(entry -> strings.add(entry.get("payload").asText()));
        JSON.readTree(STRINGS.resolve("blns.json").toFile()).forEach(entry -> strings.add(entry.asText()));
        strings.removeIf(String::isBlank);
        Collections.shuffle(strings, new Random(20_261_129));
        return strings.subList(0, Math.min(strings.size(), Integer.getInteger("hardening.hostileFiles", 40)));
    }

    private static void write(Path documents, int number, String string) throws IOException {
        String line = string.replaceAll("\\s+", " ");
        String fact = "Lighthouse number " + number + " was built in " + (1700 + number) + ".";
        String markdown =
                "---\ntitle: " + JSON.writeValueAsString(line) + "\n---\n# " + line + "\n\n" + fact + "\n\n" + string
                        + "\n\n| lamp | " + line.replace("|", "\\|") + " |\n|---|---|\n| " + line.replace("|", "\\|")
                        + " | oil |\n\n- [" + line + "](https://example.org/" + number + ")\n- [here](<"
                        + line.replace(">", "") + ">)\n";
        named(documents, line, number + ".md", markdown);
        String html =
                "<!doctype html><title>" + string + "</title><h1>" + string + "</h1><p>" + fact + "</p><p>" + string
                        + "<table><tr><th>" + string + "<td>" + string + "</table><a href=\"" + string + "\">there</a>";
        named(documents, line, number + ".html", html);
    }

    /** Writes a file with as much of the string in its name as a file's name may hold. */
    private static void named(Path documents, String line, String end, String content) throws IOException {
        String name = line.replaceAll("[/\\x00]", "_");
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            name = name.substring(0, name.length() * 3 / 4);
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(documents.resolve("a" + name + " " + end), bytes);
        } catch (IOException | InvalidPathException e) {
            Files.write(documents.resolve(end), bytes); // a name that this file system does not know
        }
    }

    @Test
    void nothingInAFilesNameTitleOrTextRunsOrLoads() throws IOException {
        Browser.Page page = browser.page();
        page.resize(1200, 900);
        page.go(service.address() + "/");
        page.awaitElement("nav.side li a");
        harmless(page, "the list of documents");
        int seen = 0;
        for (JsonNode document : documents()) {
            String about = document.get("path").asText();
            page.go(service.address() + "/d/" + document.get("id").asText());
            page.await("document.querySelector('.text')?.textContent.trim()");
            page.evaluate(
                    "for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => { window.ran = name; }");
            assertThat(page.evaluate("document.querySelectorAll('article :is(' + " + JSON.writeValueAsString(FOREIGN)
                                    + " + ')').length")
                            .asInt())
                    .as(about)
                    .isZero();
            assertThat(page.evaluate(
                                    "[...document.querySelectorAll('article a')].every(a => /^https?:$/.test(a.protocol) && a.rel === 'noopener noreferrer')")
                            .asBoolean())
                    .as(about)
                    .isTrue();
            harmless(page, about);
            seen++;
        }
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void anAnswerFromSuchAFileIsShownWithItsSourceAndNothingElseHappens() throws IOException {
        Browser.Page page = browser.page();
        page.resize(1200, 900);
        page.go(service.address() + "/");
        page.awaitElement(".question-box");
        for (int number = 0; number < 12; number++) {
            page.click("nav.side .new");
            page.awaitElement(".greeting");
            page.click(".question-box");
            page.type("When was lighthouse number " + number + " built?");
            page.press("Enter");
            page.awaitElement(".actions");
            page.click(".footnote");
            page.awaitElement("mark.chosen");
            assertThat(page.text("mark.chosen")).isNotBlank();
            harmless(page, "question " + number);
        }
    }

    private static List<JsonNode> documents() {
        List<JsonNode> documents = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = RunningService.json(service.get("/v1/documents?limit=200" + cursor));
            page.get("documents").forEach(documents::add);
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + page.get("next_cursor").asText()
                    : null;
        }
        return documents;
    }

    private static void harmless(Browser.Page page, String about) {
        assertThat(page.evaluate("window.ran ?? ''").asText()).as(about).isEmpty();
        assertThat(page.dialogs()).as(about).isEmpty();
        assertThat(page.complaints()).as(about).isEmpty();
        assertThat(page.requests())
                .as(about)
                .allMatch(address -> address.toLowerCase(Locale.ROOT).startsWith(service.address()));
    }
}
