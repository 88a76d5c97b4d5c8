package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Answers as streams of events, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamIT {

    private static final String WHO = "{\"question\": \"Who founded the harbour of Ardmore?\"}";

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
    void anAnswerComesInOrderAndEndsWithTheWhole() {
        List<Received> events = Received.events(stream(WHO));
        assertThat(events)
                .extracting(Received::name)
                .startsWith("meta", "status", "status", "sources", "answer.delta")
                .endsWith("citation", "answer.completed");
        assertThat(events)
                .extracting(Received::id)
                .isEqualTo(IntStream.rangeClosed(1, events.size()).boxed().toList());
        JsonNode whole = events.getLast().data();
        assertThat(whole.get("status").asText()).isEqualTo("answered");
        assertThat(whole.get("id")).isEqualTo(events.getFirst().data().get("id"));
        String said = events.stream()
                .filter(event -> event.name().equals("answer.delta"))
                .map(event -> event.data().get("text").asText())
                .collect(Collectors.joining());
        assertThat(said).isEqualTo(whole.get("answer").asText()).contains("Clara Whitfield");
        assertThat(events.stream()
                        .filter(event -> event.name().equals("citation"))
                        .map(Received::data)
                        .toList())
                .isEqualTo(list(whole.get("citations")));
    }

    @Test
    void theBodyMayAskForAStreamToo() {
        HttpResponse<String> response = service.post("/v1/ask", WHO.replace("}", ", \"stream\": true}"));
        assertThat(Received.events(response).getLast().name()).isEqualTo("answer.completed");
        assertThat(service.post("/v1/ask", WHO.replace("}", ", \"stream\": false}"))
                        .body())
                .startsWith("{\"id\"");
    }

    @Test
    void whoeverAcceptsEverythingIsAnsweredAtOnce() {
        for (String accepted : List.of("*/*", "application/json", "text/*, */*;q=0.1")) {
            HttpResponse<String> response = service.send(service.request("/v1/ask")
                    .header("Content-Type", "application/json")
                    .header("Accept", accepted)
                    .POST(BodyPublishers.ofString(WHO)));
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(response.body()).startsWith("{\"id\"");
        }
    }

    @Test
    void whatIsNotFoundIsStreamedAsWell() {
        List<Received> events = Received.events(stream("{\"question\": \"Who painted the Sistine Chapel?\"}"));
        JsonNode whole = events.getLast().data();
        assertThat(whole.get("status").asText()).isEqualTo("not_found");
        assertThat(events).extracting(Received::name).contains("answer.delta").doesNotContain("citation");
    }

    @Test
    void aLostConnectionGoesOnBehindTheLastEventThatWasSeen() {
        List<Received> events = Received.events(stream(WHO));
        String path = "/v1/answers/" + events.getFirst().data().get("id").asText() + "/events";
        assertThat(Received.events(service.get(path))).isEqualTo(events);
        HttpResponse<String> rest = service.send(service.request(path).header("Last-Event-ID", "3"));
        assertThat(Received.events(rest)).isEqualTo(events.subList(3, events.size()));
        HttpResponse<String> nothing =
                service.send(service.request(path).header("Last-Event-ID", Integer.toString(events.size())));
        assertThat(Received.events(nothing)).isEmpty();
    }

    @Test
    void anAnswerThatNobodyAskedForIsNotThere() {
        assertThat(service.get("/v1/answers/absent/events").statusCode()).isEqualTo(404);
        HttpResponse<String> mistake =
                service.send(service.request("/v1/answers/absent/events").header("Last-Event-ID", "two"));
        assertThat(mistake.statusCode()).isEqualTo(400);
        assertThat(mistake.body()).contains("Last-Event-ID");
    }

    @Test
    void aMistakeIsAProblemAndNoStream() {
        HttpResponse<String> response = stream("{\"question\": \"\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains(Problem.MEDIA_TYPE);
    }

    private HttpResponse<String> stream(String body) {
        return service.send(service.request("/v1/ask")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}
