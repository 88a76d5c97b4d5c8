package dev.footnote.web;

import static dev.footnote.web.RunningService.json;
import static dev.footnote.web.RunningService.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.index.IndexLockedException;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.sync.FolderSync;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP interface promises to those who use it as they should. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebIT {

    private static final String WHO = "Who founded the harbour of Ardmore?";

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void theFoldersAreReadAgainWithoutARestart(@TempDir Path own) throws IOException, InterruptedException {
        try (RunningService service = new RunningService(own, Map.of())) {
            Files.writeString(own.resolve("notes/ferry.txt"), "The ferry to Inishbofin leaves at half past eleven.\n");
            Files.write(own.resolve("notes/noise.txt"), new byte[] {0, 1, 2, 0, 5, 0, 0, 1});
            HttpResponse<String> begun = service.post("/v1/sync", "");
            assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
            Awaitility.await().until(() -> service.get("/v1/sync").body(), state -> state.contains("\"documents\":4"));
            JsonNode done = RunningService.json(service.get("/v1/sync"));
            assertThat(done.get("state").asText()).isEqualTo("done");
            assertThat(done.get("problems").get(0).get("path").asText()).isEqualTo("noise.txt");
            assertThat(RunningService.json(service.ask("When does the ferry to Inishbofin leave?"))
                            .get("answer")
                            .asText())
                    .contains("half past eleven");
        }
    }

    @Test
    void anAnswerHasEveryFieldInSnakeCaseAndNullsAreThere() {
        JsonNode answer = answered(WHO);
        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "conversation_id",
                        "status",
                        "question",
                        "understood_as",
                        "short_answer",
                        "confidence",
                        "answer",
                        "sentences",
                        "citations",
                        "citations_dropped",
                        "alternatives",
                        "unanswered",
                        "nearest",
                        "finish_reason",
                        "interruption",
                        "generation",
                        "index_state",
                        "backend",
                        "fallback",
                        "timings_ms");
        assertThat(answer.get("id").asText()).matches("[A-Za-z0-9_-]{22}");
        assertThat(answer.get("conversation_id").asText()).matches("[A-Za-z0-9_-]{22}");
        assertThat(answer.get("interruption").isNull()).isTrue();
        assertThat(answer.get("status").asText()).isEqualTo("answered");
        assertThat(answer.get("question").asText()).isEqualTo(WHO);
        assertThat(answer.get("understood_as").asText()).isEqualTo(WHO);
        assertThat(answer.get("short_answer").asText()).contains("Clara Whitfield");
        assertThat(answer.get("confidence").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.get("citations_dropped").asInt()).isZero();
        assertThat(answer.get("nearest")).isEmpty();
        assertThat(answer.get("finish_reason").asText()).isEqualTo("complete");
        assertThat(answer.get("generation").asLong()).isEqualTo(1);
        assertThat(answer.get("index_state").asText()).isEqualTo("ready");
        assertThat(answer.get("backend").asText()).isEqualTo("extractive");
        assertThat(answer.get("fallback").isBoolean()).isTrue();
        assertThat(answer.get("timings_ms").fieldNames())
                .toIterable()
                .containsExactly("understand", "retrieve", "read", "answer");
    }

    @Test
    void offsetsOfSentencesAndCitationsAreCodeUnitsOfWhatTheyPointInto() {
        JsonNode answer = answered(WHO);
        String text = answer.get("answer").asText();
        assertThat(text).contains("🚢").endsWith("[1]");
        JsonNode sentence = answer.get("sentences").get(0);
        assertThat(sentence.fieldNames()).toIterable().containsExactly("start", "end", "citations", "support");
        JsonNode citation = answer.get("citations").get(0);
        assertThat(citation.fieldNames())
                .toIterable()
                .containsExactly(
                        "index",
                        "document_id",
                        "collection",
                        "path",
                        "content_hash",
                        "title",
                        "uri",
                        "source_url",
                        "heading_path",
                        "page",
                        "start",
                        "end",
                        "quote",
                        "sentence");
        assertThat(slice(text, sentence)).isEqualTo(citation.get("quote").asText());
        String id = citation.get("document_id").asText();
        JsonNode document = json(service.get("/v1/documents/" + id));
        assertThat(slice(document.get("text").asText(), citation))
                .isEqualTo(citation.get("quote").asText());
        assertThat(citation.get("source_url").asText())
                .isEqualTo("/d/" + id + "#"
                        + citation.get("start").asInt() + "-"
                        + citation.get("end").asInt());
        assertThat(citation.get("content_hash")).isEqualTo(document.get("content_hash"));
        assertThat(citation.get("collection").asText()).isEqualTo("reports");
        assertThat(citation.get("path").asText()).isEqualTo("sea.md");
        assertThat(citation.get("title").asText()).isEqualTo("Ships 🚢 of the café");
        assertThat(citation.get("uri").asText()).isEqualTo("https://example.org/sea");
        assertThat(citation.get("heading_path").get(0).asText()).isEqualTo("Ships");
        assertThat(citation.get("page").isNull()).isTrue();
        assertThat(citation.get("sentence").asInt()).isZero();
    }

    @Test
    void aQuestionWithoutAnAnswerIsTwoHundredWithWhatCameNearest() {
        JsonNode answer = answered("Which planet did Zorblax the Ninth conquer in 2519?");
        assertThat(answer.get("status").asText()).isEqualTo("not_found");
        assertThat(answer.get("short_answer").isNull()).isTrue();
        assertThat(answer.get("sentences")).isEmpty();
        assertThat(answer.get("citations")).isEmpty();
        assertThat(answer.get("nearest")).isNotEmpty();
        assertThat(answer.get("nearest").get(0).get("sentence").isNull()).isTrue();
        assertThat(answer.get("answer").asText()).startsWith("No sentence was found in the documents");
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        assertThat(lasting(answered(WHO))).isEqualTo(lasting(answered(WHO)));
    }

    @Test
    void aQuestionAsksOnlyTheCollectionsDocumentsAndFoldersItNames() {
        String question = "\"question\": \"" + WHO + "\"";
        JsonNode notes = json(service.post("/v1/ask", "{" + question + ", \"collections\": [\"notes\"]}"));
        assertThat(notes.get("status").asText()).isEqualTo("not_found");
        assertThat(notes.get("nearest"))
                .allSatisfy(passage ->
                        assertThat(passage.get("collection").asText()).isEqualTo("notes"));
        JsonNode absent = json(service.post("/v1/ask", "{" + question + ", \"collections\": [\"absent\"]}"));
        assertThat(absent.get("nearest")).isEmpty();
        JsonNode sea = json(service.post("/v1/ask", "{" + question + ", \"documents\": [\"" + idOf("sea.md") + "\"]}"));
        assertThat(sea.get("status").asText()).isEqualTo("answered");
        JsonNode elsewhere = json(service.post("/v1/ask", "{" + question + ", \"folders\": [\"/elsewhere/\"]}"));
        assertThat(elsewhere.get("nearest")).isEmpty();
        JsonNode untold = json(service.post("/v1/ask", "{" + question + ", \"metadata\": {\"author\": \"nobody\"}}"));
        assertThat(untold.get("nearest")).isEmpty();
        JsonNode undated = json(service.post("/v1/ask", "{" + question + ", \"date_from\": \"1900-01-01\"}"));
        assertThat(undated.get("nearest")).isEmpty();
        JsonNode empty = json(service.post("/v1/ask", "{" + question + ", \"documents\": [], \"collections\": null}"));
        assertThat(empty.get("status").asText()).isEqualTo("answered");
    }

    @Test
    void aSearchReturnsPassagesInTheShapeOfCitations() {
        HttpResponse<String> response =
                service.post("/v1/search", "{\"question\": \"harbour of Ardmore\", \"limit\": 2}");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode found = json(response);
        assertThat(found.fieldNames())
                .toIterable()
                .containsExactly("passages", "generation", "index_state", "timings_ms");
        assertThat(found.get("passages")).hasSize(2);
        JsonNode first = found.get("passages").get(0);
        assertThat(first.fieldNames()).toIterable().containsExactly("score", "passage");
        assertThat(first.get("score").asDouble())
                .isGreaterThanOrEqualTo(
                        found.get("passages").get(1).get("score").asDouble());
        JsonNode passage = first.get("passage");
        assertThat(passage.get("index").asInt()).isEqualTo(1);
        JsonNode document =
                json(service.get("/v1/documents/" + passage.get("document_id").asText()));
        assertThat(slice(document.get("text").asText(), passage))
                .isEqualTo(passage.get("quote").asText());
    }

    @Test
    void documentsAreListedPageByPageInTheOrderOfCollectionAndPath() {
        List<String> paths = new ArrayList<>();
        String query = "?limit=1";
        JsonNode page = json(service.get("/v1/documents" + query));
        assertThat(page.fieldNames())
                .toIterable()
                .containsExactly("documents", "next_cursor", "generation", "index_state");
        assertThat(page.get("documents").get(0).fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "collection",
                        "path",
                        "title",
                        "uri",
                        "date",
                        "metadata",
                        "content_hash",
                        "length",
                        "passages");
        while (true) {
            page.get("documents")
                    .forEach(document -> paths.add(document.get("path").asText()));
            if (page.get("next_cursor").isNull()) {
                break;
            }
            String cursor = URLEncoder.encode(page.get("next_cursor").asText(), StandardCharsets.UTF_8);
            page = json(service.get("/v1/documents" + query + "&cursor=" + cursor));
        }
        assertThat(paths).containsExactly("tea.txt", "mill.txt", "sea.md");
        assertThat(json(service.get("/v1/documents")).get("documents")).hasSize(3);
    }

    @Test
    void aDocumentIsGivenWithItsTextAndOnlyInTheVersionThatThereIs() {
        String path = "/v1/documents/" + idOf("sea.md");
        JsonNode document = json(service.get(path));
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "collection",
                        "path",
                        "title",
                        "uri",
                        "date",
                        "metadata",
                        "content_hash",
                        "text",
                        "headings",
                        "markup",
                        "generation",
                        "current");
        assertThat(document.get("date").asText()).isEqualTo("2021-03-04");
        assertThat(slice(document.get("text").asText(), document.get("headings").get(1)))
                .isEqualTo("Weather");
        String version = document.get("content_hash").asText();
        assertThat(service.get(path + "?version=" + version).statusCode()).isEqualTo(200);
        assertThat(problem(service.get(path + "?version=" + "0".repeat(64)), 404))
                .contains("has changed");
        assertThat(problem(service.get(path + "/text?start=0&end=1&version=x"), 404))
                .contains("has changed");
        assertThat(problem(service.get("/v1/documents/absent"), 404)).contains("no document");
    }

    @Test
    void aWindowOfADocumentsTextIsGiven() {
        String path = "/v1/documents/" + idOf("mill.txt") + "/text";
        JsonNode window = json(service.get(path + "?start=4&end=14"));
        assertThat(window.fieldNames())
                .toIterable()
                .containsExactly("document_id", "content_hash", "start", "end", "length", "text");
        assertThat(window.get("text").asText()).isEqualTo("paper mill");
        int length = window.get("length").asInt();
        assertThat(json(service.get(path + "?start=" + length + "&end=" + length))
                        .get("text")
                        .asText())
                .isEmpty();
        assertThat(problem(service.get(path + "?start=5&end=4"), 400)).contains("end", "from 5 to", "4");
        assertThat(problem(service.get(path + "?start=0&end=" + (length + 1)), 400))
                .contains(Integer.toString(length));
        assertThat(problem(service.get(path + "?start=-1&end=2"), 400)).contains("-1");
        assertThat(problem(service.get(path), 400)).contains("start");
        assertThat(problem(service.get(path + "?start=1"), 400)).contains("end");
        assertThat(problem(service.get(path + "?start=one&end=2"), 400)).contains("start", "one");
    }

    @Test
    void healthTellsOfTheIndex() {
        JsonNode health = json(service.get("/health"));
        assertThat(health.get("status").asText()).isEqualTo("UP");
        JsonNode index = health.get("details").get("index").get("details");
        assertThat(index.get("generation").asInt()).isEqualTo(1);
        assertThat(index.get("index_state").asText()).isEqualTo("ready");
        assertThat(index.get("documents").asInt()).isEqualTo(3);
    }

    @Test
    void healthDoesNotSayWhyTheFoldersCouldNotBeRead(@TempDir Path other) throws InterruptedException {
        try (RunningService locked = new RunningService(other, Map.of());
                PassageWriter writer = locked.bean(PassageIndex.class).writer()) {
            assertThat(writer.documents()).isNotEmpty();
            assertThatThrownBy(() -> locked.bean(FolderSync.class).run()).isInstanceOf(IndexLockedException.class);
            assertThat(locked.get("/health").body())
                    .contains("\"sync\":\"failed\"")
                    .doesNotContain("another Footnote process", other.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/d/x", "/d/anything-else"})
    void thePageIsServed(String path) {
        HttpResponse<String> response = service.get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).containsIgnoringCase("<!doctype html>");
    }

    @Test
    void whatThePageLoadsIsServedAndNothingElse() {
        assertThat(service.get("/widget/v1/page.css").headers().firstValue("Content-Type"))
                .hasValue("text/css;charset=utf-8");
        assertThat(service.get("/widget/v1/page.js").headers().firstValue("Content-Type"))
                .hasValue("text/javascript;charset=utf-8");
        assertThat(service.get("/assets/favicon.svg").headers().firstValue("Content-Type"))
                .hasValue("image/svg+xml;charset=utf-8");
        problem(service.get("/assets/index.html"), 404);
        problem(service.get("/assets/..%2f..%2fapplication.yml"), 404);
        problem(service.get("/widget/v1/absent.js"), 404);
        problem(service.get("/widget/v1/..%2findex.html"), 404);
    }

    @Test
    void anyPageMayLoadTheChatsScriptAndABrowserKeepsIt() {
        HttpResponse<String> script = service.get("/widget/v1/widget.js");
        assertThat(script.headers().map())
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("cross-origin-resource-policy", List.of("cross-origin"))
                .containsEntry("cache-control", List.of("no-cache"))
                .containsEntry("x-content-type-options", List.of("nosniff"));
        String tag = script.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                service.send(service.request("/widget/v1/widget.js").header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        // A proxy that compresses makes a weak tag of it, and a cache may hold several
        for (String known : List.of("W/" + tag, "\"other\", W/" + tag, "*")) {
            assertThat(service.send(service.request("/widget/v1/widget.js").header("If-None-Match", known))
                            .statusCode())
                    .as(known)
                    .isEqualTo(304);
        }
        assertThat(service.send(service.request("/widget/v1/widget.js").header("If-None-Match", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.get("/v1/documents").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/d/x",
                "/assets/favicon.svg",
                "/assets/absent",
                "/health",
                "/v1/documents",
                "/v1/documents?limit=0",
                "/v1/documents/absent",
                "/v1/ask",
                "/absent",
                "/v1/documents?limit=x"
            })
    void everyResponseDefendsTheBrowser(String path) {
        isDefended(service.get(path));
    }

    @Test
    void responsesToRequestsThatTheFrameworkRefusesDefendTheBrowserToo() {
        isDefended(service.post("/v1/ask", "{"));
        isDefended(service.post("/v1/ask", " ".repeat(1_000_000)));
        isDefended(service.send(
                service.request("/v1/ask").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1234", "127.0.0.1:80", "[::1]:8080"})
    void theServiceAnswersToLoopbackNames(String host) {
        assertThat(service.raw(getRootAs("Host: " + host + "\r\n"))).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: example.org\r\n",
                "Host: localhost\r\nHost: example.org\r\n",
                "Host: localhost.example.org\r\n",
                "Host: 127.0.0.1.nip.io:8080\r\n",
                "Host: localhost@example.org\r\n",
                "Host: \r\n",
                "Host: a b\r\n",
                "Host: example.org\r\nX-Forwarded-Host: localhost\r\n",
                ""
            })
    void aRequestToAForeignHostIsMisdirected(String host) {
        String response = service.raw(getRootAs(host));
        assertThat(response)
                .startsWith("HTTP/1.1 421")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .contains("\"detail\":\"This service answers to localhost alone");
    }

    @Test
    void sixtyFourQuestionsAtOnceAreAnsweredOrTurnedAwayAndAfterwardsAllIsWell() throws Exception {
        List<HttpResponse<String>> responses = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> ask = () -> service.ask(WHO);
            List<Future<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                asked.add(executor.submit(ask));
            }
            for (Future<HttpResponse<String>> one : asked) {
                responses.add(one.get());
            }
        }
        assertThat(responses).allSatisfy(response -> {
            if (response.statusCode() == 503) {
                problem(response, 503);
                assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            } else {
                assertThat(response.statusCode()).isEqualTo(200);
            }
        });
        assertThat(responses).anyMatch(response -> response.statusCode() == 200);
        List<JsonNode> answers = responses.stream()
                .filter(response -> response.statusCode() == 200)
                .map(response -> lasting(json(response)))
                .distinct()
                .toList();
        assertThat(answers).containsExactly(lasting(answered(WHO)));
    }

    private JsonNode answered(String question) {
        HttpResponse<String> response = service.ask(question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private String idOf(String path) {
        for (JsonNode document : json(service.get("/v1/documents")).get("documents")) {
            if (document.get("path").asText().equals(path)) {
                return document.get("id").asText();
            }
        }
        throw new AssertionError("not indexed: " + path);
    }

    /** An answer without what differs from one time to the next. */
    private static JsonNode lasting(JsonNode answer) {
        return ((ObjectNode) answer.deepCopy()).without(List.of("id", "conversation_id", "timings_ms"));
    }

    private static String slice(String text, JsonNode span) {
        return text.substring(span.get("start").asInt(), span.get("end").asInt());
    }

    private static String getRootAs(String hostLine) {
        return "GET / HTTP/1.1\r\n" + hostLine + "Connection: close\r\n\r\n";
    }

    private static void isDefended(HttpResponse<String> response) {
        Map<String, List<String>> headers = response.headers().map();
        assertThat(headers.get("content-security-policy"))
                .as(response.toString())
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'")
                        .doesNotContain("unsafe"));
        assertThat(headers)
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                .containsEntry("cache-control", List.of("no-store"))
                .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
    }
}
