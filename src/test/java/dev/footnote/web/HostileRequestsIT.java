package dev.footnote.web;

import static dev.footnote.web.RunningService.body;
import static dev.footnote.web.RunningService.givesNothingAway;
import static dev.footnote.web.RunningService.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody should send: each is told what is wrong with it, and none does harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsIT {

    private static final Path NAUGHTY_STRINGS = Path.of("../shared/hostile/blns.json");

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @AfterEach
    void theServiceStillAnswers() {
        HttpResponse<String> response = service.ask("Who founded the harbour of Ardmore?");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Clara Whitfield");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/ask", "/v1/search"})
    void aBodyWithoutAQuestionIsToldWhatABodyIsLike(String path) {
        assertThat(problem(service.post(path, ""), 400)).contains("body", "question");
        assertThat(problem(service.post(path, "{}"), 400)).contains("question");
        assertThat(problem(service.post(path, "null"), 400)).contains("body", "question");
        assertThat(problem(service.post(path, "{\"question\": null}"), 400)).contains("question");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t\n", "???", "\u200b"})
    void anEmptyQuestionIsRefused(String question) {
        assertThat(problem(service.ask(question), 400)).contains("at least one word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"question\": 5}",
                "{\"question\": true}",
                "{\"question\": [\"Who?\"]}",
                "{\"question\": {\"text\": \"Who?\"}}"
            })
    void aQuestionThatIsNoStringIsRefused(String body) {
        assertThat(problem(service.post("/v1/ask", body), 400)).contains("question", "string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"question\": \"Who?\", \"collections\": \"notes\"}|collections",
                "{\"question\": \"Who?\", \"collections\": 7}|collections",
                "{\"question\": \"Who?\", \"folders\": \"notes\"}|folders",
                "{\"question\": \"Who?\", \"folders\": [\"/\"]}|folders",
                "{\"question\": \"Who?\", \"metadata\": []}|metadata",
                "{\"question\": \"Who?\", \"metadata\": {\"author\": 7}}|metadata.author",
                "{\"question\": \"Who?\", \"metadata\": {\"author\": []}}|metadata.author",
                "{\"question\": \"Who?\", \"date_from\": \"31.5.2024\"}|date_from",
                "{\"question\": \"Who?\", \"date_to\": 2024}|date_to",
                "{\"question\": \"Who?\", \"date_from\": \"2024-02-01\", \"date_to\": \"2024-01-31\"}|date_from",
                "{\"question\": \"Who?\", \"metadata\": {\"Author\": \"Ann\", \"author\": \"Ben\"}}|metadata.author",
                "{\"question\": \"Who?\", \"asked\": []}|asked",
                "{\"question\": \"Who?\", \"stream\": \"yes\"}|stream",
                "{\"question\": \"Who?\", \"collections\": [[]]}|collections",
                "{\"question\": \"Who?\", \"collections\": [null]}|collections",
                "{\"question\": \"Who?\", \"documents\": {}}|documents",
                "{\"question\": \"Who?\", \"limit\": \"many\"}|limit",
                "{\"question\": \"Who?\", \"limit\": 0}|limit",
                "{\"question\": \"Who?\", \"limit\": -3}|limit",
                "{\"question\": \"Who?\", \"limit\": 51}|limit",
                "{\"question\": \"Who?\", \"limit\": 1.5}|limit",
                "{\"question\": \"Who?\", \"limit\": 99999999999999999999}|limit",
                "{\"question\": \"Who?\", \"limit\": [1]}|limit"
            })
    void aFieldOfAnotherTypeOrOutOfRangeIsNamed(String body, String field) {
        assertThat(problem(service.post("/v1/search", body), 400)).contains(field);
    }

    @Test
    void anUnknownFieldIsNamed() {
        assertThat(problem(service.post("/v1/ask", "{\"question\": \"Who?\", \"colour\": 1}"), 400))
                .contains("colour");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"question\": \"Who?\"",
                "{\"question\": \"Who",
                "{\"question\": ",
                "{question: 'Who?'}",
                "Who?",
                "[]",
                "[{\"question\": \"Who?\"}]",
                "\"Who?\"",
                "5",
                "{\"question\": \"Who?\",}",
                "{\"question\": \"a\nb\"}",
                "<question/>"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(problem(service.post("/v1/ask", body), 400)).contains("JSON");
    }

    @Test
    void deepNestingIsRefused() {
        problem(service.post("/v1/ask", "[".repeat(100_000)), 400);
        problem(service.post("/v1/ask", "{\"question\":" + "[".repeat(100_000)), 400);
        problem(service.post("/v1/ask", "{\"question\":\"Who?\",\"x\":" + "{\"x\":".repeat(20_000)), 400);
    }

    @Test
    void whatIsTooLongIsToldHowLongItMayBe() {
        assertThat(problem(service.ask("who ".repeat(25_600)), 400)).contains("2,000", "102,3");
        assertThat(problem(service.ask("who ".repeat(262_144)), 413)).contains("256 KiB");
        String collections = "\"a\",".repeat(1001).replaceAll(",$", "");
        assertThat(problem(
                        service.post("/v1/ask", "{\"question\": \"Who?\", \"collections\": [" + collections + "]}"),
                        400))
                .contains("collections", "1000", "1001");
    }

    @Test
    void aChunkedBodyThatIsTooLongIsRefusedToo() {
        HttpResponse<String> response = service.send(service.request("/v1/ask")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(
                        body("who ".repeat(262_144)).getBytes(StandardCharsets.UTF_8)))));
        problem(response, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00", "\\u001b"})
    void whatIsNoTextIsRefusedInAQuestionAndMatchesNoCollection(String escape) {
        assertThat(problem(service.post("/v1/ask", "{\"question\": \"Who" + escape + " won?\"}"), 400))
                .contains("U+");
        HttpResponse<String> response = service.post(
                "/v1/ask",
                "{\"question\": \"Who?\", \"collections\": [\"a" + escape + "\"], \"documents\": [\"" + escape
                        + "\"]}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"not_found\"");
    }

    @Test
    void aBodyThatIsNoUtf8IsRefused() {
        byte[] start = "{\"question\": \"Who ".getBytes(StandardCharsets.UTF_8);
        for (int bad : new int[] {0xff, 0xc0, 0xe9, 0x80}) {
            byte[] body = new byte[start.length + 3];
            System.arraycopy(start, 0, body, 0, start.length);
            body[start.length] = (byte) bad;
            body[start.length + 1] = '"';
            body[start.length + 2] = '}';
            HttpResponse<String> response = service.send(service.request("/v1/ask")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));
            problem(response, 400);
        }
    }

    @Test
    void anotherContentTypeThanJsonIsRefusedAndNoneToo() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml"}) {
            assertThat(problem(
                            service.send(service.request("/v1/ask")
                                    .header("Content-Type", type)
                                    .POST(BodyPublishers.ofString(body("Who?")))),
                            415))
                    .contains("application/json");
        }
        HttpResponse<String> garbled = service.send(service.request("/v1/ask")
                .header("Content-Type", "nonsense")
                .POST(BodyPublishers.ofString(body("Who?"))));
        assertThat(problem(garbled, 415)).contains("application/json");
        assertThat(problem(service.send(service.request("/v1/ask").POST(BodyPublishers.ofString(body("Who?")))), 415))
                .contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/ask,POST",
        "PUT,/v1/search,POST",
        "DELETE,/v1/documents,GET",
        "POST,/,GET",
        "POST,/d/x,GET",
        "PATCH,/v1/documents/x,GET"
    })
    void anotherMethodIsRefusedWithThoseThatThereAre(String method, String path, String allowed) {
        HttpResponse<String> response = service.send(service.request(path).method(method, BodyPublishers.noBody()));
        assertThat(problem(response, 405)).contains(method, allowed);
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(methods -> assertThat(methods).contains(allowed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/absent", "/v1", "/v1/ask/more", "/v1/documents/a/b", "/env", "/beans", "/loggers", "/assets/"})
    void anUnknownPathIsNotFound(String path) {
        problem(service.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/v1/documents/..%2f..%2fapplication.yml",
                "/v1/documents/%00",
                "/v1/documents/a%00b",
                "/v1/documents/%ff%fe",
                "/v1/documents/%F0%9F%9A%A2",
                "/v1/documents/%ed%a0%80",
                "/v1/documents/%2e%2e%2f/text?start=0&end=1",
                "/assets/%2e%2e%2findex.html",
                "/assets/%00"
            })
    void idsThatAreNoneAreNotFound(String path) {
        problem(service.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/documents/%", "/v1/documents/%zz", "/%2", "/v1/documents?cursor=%zz"})
    void brokenPercentEncodingIsTheCallersMistake(String path) {
        String response = service.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(response).containsPattern("^HTTP/1.1 4\\d\\d").contains("application/problem+json");
        givesNothingAway(response);
    }

    @Test
    void aRequestLineThatIsNoneIsTheCallersMistake() {
        for (String request : new String[] {
            "NONSENSE\r\n\r\n",
            "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(20_000) + "\r\nConnection: close\r\n\r\n",
            "POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n"
        }) {
            String response = service.raw(request);
            assertThat(response).as(request.substring(0, 10)).containsPattern("^HTTP/1.[01] 4\\d\\d");
            givesNothingAway(response);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "201", "99999999999999", "ten", "1.5", "%20", ""})
    void aLimitThatIsNoneIsToldWhatItMayBe(String limit) {
        assertThat(problem(service.get("/v1/documents?limit=" + limit), 400)).contains("limit", "from 1 to 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!!!", "AAAA", "%00", "Zm9v"})
    void aCursorThatIsNoneIsRefused(String cursor) {
        assertThat(problem(service.get("/v1/documents?cursor=" + cursor), 400)).contains("next_cursor");
    }

    @Test
    void naughtyStringsAreQuestionsLikeAnyOther() throws IOException {
        assumeTrue(Files.isReadable(NAUGHTY_STRINGS), "skipped: there is no " + NAUGHTY_STRINGS);
        for (JsonNode string : new ObjectMapper().readTree(NAUGHTY_STRINGS.toFile())) {
            HttpResponse<String> response = service.post("/v1/search", body(string.asText()));
            assertThat(response.statusCode()).as(string.asText()).isIn(200, 400);
            if (response.statusCode() == 400) {
                problem(response, 400);
            }
        }
    }
}
