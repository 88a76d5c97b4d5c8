package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.sync.FolderSync;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over HTTP, with the real models. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Path folder;
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path temporary) throws InterruptedException {
        folder = temporary;
        service = new RunningService(folder, Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private JsonNode ask(String question, String... fields) {
        var body = JSON.createObjectNode().put("question", question);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        HttpResponse<String> response = service.post("/v1/ask", body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response);
    }

    private static String conversation(JsonNode answer) {
        return answer.get("conversation_id").asText();
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = service.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningService.json(response);
    }

    private int status(String method, String path) {
        return service.send(service.request(path).method(method, BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void aFollowUpIsUnderstoodByWhatWasSaidBefore() {
        JsonNode first = ask("Who founded the harbour of Ardmore?");
        JsonNode second = ask("When did she do that?", "conversation_id", conversation(first));
        assertThat(second.get("conversation_id")).isEqualTo(first.get("conversation_id"));
        assertThat(second.get("understood_as").asText()).isEqualTo("When did Clara Whitfield do that?");
        assertThat(second.get("answer").asText()).contains("1838");
        JsonNode third =
                ask("How many people does the paper mill of Dunloe employ?", "conversation_id", conversation(first));
        assertThat(third.get("short_answer").asText()).isEqualTo("312");
        JsonNode fourth = ask("When was it sold?", "conversation_id", conversation(first));
        assertThat(fourth.get("short_answer").asText()).isEqualTo("1994");
        JsonNode thanks = ask("Thanks!", "conversation_id", conversation(first));
        assertThat(thanks.get("status").asText()).isEqualTo("conversational");
        assertThat(thanks.get("citations")).isEmpty();
    }

    @Test
    void aConversationIsListedReadRenamedExportedAndDeleted() {
        JsonNode first = ask("Who founded the harbour of Ardmore?");
        String id = conversation(first);
        ask("Who painted the Sistine Chapel?", "conversation_id", id);

        JsonNode whole = get("/v1/conversations/" + id);
        assertThat(whole.get("title").asText()).isEqualTo("Who founded the harbour of Ardmore?");
        assertThat(whole.get("turns")).hasSize(2);
        assertThat(whole.get("turns").get(0).get("answer").get("answer")).isEqualTo(first.get("answer"));
        assertThat(whole.get("turns").get(1).get("parent_id")).isEqualTo(first.get("id"));
        assertThat(get("/v1/conversations?limit=1")
                        .get("conversations")
                        .get(0)
                        .get("id")
                        .asText())
                .isEqualTo(id);

        HttpResponse<String> renamed = service.send(service.request("/v1/conversations/" + id)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"title\": \"Harbours <b>\"}")));
        assertThat(RunningService.json(renamed).get("title").asText()).isEqualTo("Harbours <b>");

        HttpResponse<String> export = service.get("/v1/conversations/" + id + "/export");
        assertThat(export.headers().firstValue("Content-Type").orElse("")).startsWith("text/markdown");
        assertThat(export.body())
                .startsWith("# Harbours \\<b\\>\n")
                .contains("## Who founded the harbour of Ardmore?")
                .contains("[^1-1]")
                .contains("[^1-1]: ");

        assertThat(status("DELETE", "/v1/conversations/" + id)).isEqualTo(204);
        assertThat(status("GET", "/v1/conversations/" + id)).isEqualTo(404);
        assertThat(status("DELETE", "/v1/conversations/" + id)).isEqualTo(404);
        RunningService.problem(
                service.post("/v1/ask", "{\"question\": \"Who?\", \"conversation_id\": \"" + id + "\"}"), 404);
    }

    @Test
    void anEditedQuestionIsABranchAndNotAnOverwrite() {
        JsonNode first = ask("Who founded the harbour of Ardmore?");
        String id = conversation(first);
        ask("When was the paper mill of Dunloe sold?", "conversation_id", id);
        JsonNode edited = ask(
                "When did she found it?",
                "conversation_id",
                id,
                "parent_id",
                first.get("id").asText());
        assertThat(edited.get("understood_as").asText()).contains("Clara Whitfield");
        JsonNode turns = get("/v1/conversations/" + id).get("turns");
        assertThat(turns).hasSize(3);
        assertThat(turns.get(2).get("parent_id")).isEqualTo(turns.get(1).get("parent_id"));
        JsonNode anew = ask("Assam tea needs what?", "conversation_id", id, "parent_id", "");
        assertThat(anew.get("understood_as").asText()).isEqualTo("Assam tea needs what?");
        assertThat(get("/v1/conversations/" + id)
                        .get("turns")
                        .get(3)
                        .get("parent_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void feedbackIsKeptAndListed() {
        JsonNode answer = ask("Who founded the harbour of Ardmore?");
        HttpResponse<String> rated = service.post(
                "/v1/feedback",
                "{\"answer_id\": \"" + answer.get("id").asText()
                        + "\", \"rating\": \"down\", \"reason\": \"wrong\", \"comment\": \"It was Ann.\"}");
        assertThat(rated.statusCode()).isEqualTo(204);
        JsonNode feedback = get("/v1/feedback").get("feedback").get(0).get("turn");
        assertThat(feedback.get("feedback").get("comment").asText()).isEqualTo("It was Ann.");
        assertThat(feedback.get("answer").get("id")).isEqualTo(answer.get("id"));
        RunningService.problem(service.post("/v1/feedback", "{\"answer_id\": \"absent\", \"rating\": \"up\"}"), 404);
        assertThat(RunningService.problem(
                        service.post("/v1/feedback", "{\"answer_id\": \"x\", \"rating\": \"good\"}"), 400))
                .contains("rating must be");
        assertThat(RunningService.problem(service.post("/v1/feedback", "{\"rating\": \"up\"}"), 400))
                .contains("no answer_id");
    }

    @Test
    void mistakesAreNamed() {
        assertThat(RunningService.problem(
                        service.post("/v1/ask", "{\"question\": \"Who?\", \"conversation_id\": 7}"), 400))
                .contains("conversation_id must be a string");
        assertThat(RunningService.problem(
                        service.post("/v1/ask", "{\"question\": \"Who?\", \"parent_id\": \"x\"}"), 400))
                .contains("parent_id must come with the conversation_id");
        assertThat(RunningService.problem(service.get("/v1/conversations?cursor=what"), 400))
                .contains("cursor");
    }

    @Test
    void aStreamTellsItsConversationBeforeAnythingIsSearched() {
        HttpResponse<String> response = service.send(service.request("/v1/ask")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(BodyPublishers.ofString("{\"question\": \"Who founded the harbour of Ardmore?\"}")));
        List<Received> events = Received.events(response);
        String id = events.getFirst().data().get("conversation_id").asText();
        assertThat(events.getLast().data().get("conversation_id").asText()).isEqualTo(id);
        assertThat(get("/v1/conversations/" + id).get("turns")).hasSize(1);
    }

    @Test
    void whatAnAnswerCitedStaysReadableAfterTheDocumentHasChanged(@TempDir Path other) throws Exception {
        try (RunningService changing = new RunningService(other, Map.of())) {
            JsonNode answer = RunningService.json(changing.ask("When was the paper mill of Dunloe sold?"));
            JsonNode citation = answer.get("citations").get(0);
            Files.writeString(other.resolve("reports/mill.txt"), "The mill is gone.\n");
            changing.bean(FolderSync.class).run();
            String path = "/v1/documents/" + citation.get("document_id").asText() + "?version="
                    + citation.get("content_hash").asText();
            JsonNode document = RunningService.json(changing.get(path));
            assertThat(document.get("current").asBoolean()).isFalse();
            assertThat(document.get("text")
                            .asText()
                            .substring(
                                    citation.get("start").asInt(),
                                    citation.get("end").asInt()))
                    .isEqualTo(citation.get("quote").asText());
        }
    }

    @Test
    void aCitedDocumentIsSetAsItWasAfterItHasChanged(@TempDir Path other) throws Exception {
        try (RunningService changing = new RunningService(other, Map.of())) {
            Files.writeString(
                    other.resolve("reports/lighthouse.md"),
                    "# Lighthouses\n\n## Inverlay\n\nThe lighthouse of **Inverlay** was built by [Ada Quill](https://example.org/quill) in 1871.\n");
            changing.bean(FolderSync.class).run();
            JsonNode answer = RunningService.json(changing.ask("Who built the lighthouse of Inverlay?"));
            JsonNode citation = answer.get("citations").get(0);
            String path = "/v1/documents/" + citation.get("document_id").asText() + "?version="
                    + citation.get("content_hash").asText();
            JsonNode before = RunningService.json(changing.get(path));
            assertThat(before.get("markup")).hasSize(2);
            assertThat(before.get("headings")).hasSize(2);
            Files.writeString(other.resolve("reports/lighthouse.md"), "# Lighthouses\n\nNone is left.\n");
            changing.bean(FolderSync.class).run();
            JsonNode after = RunningService.json(changing.get(path));
            assertThat(after.get("current").asBoolean()).isFalse();
            assertThat(after.get("markup")).isEqualTo(before.get("markup"));
            assertThat(after.get("headings")).isEqualTo(before.get("headings"));
        }
    }

    @Test
    void simultaneousQuestionsOfOneConversationFollowOneAnother() throws Exception {
        JsonNode first = ask("Who founded the harbour of Ardmore?");
        String id = conversation(first);
        List<Future<JsonNode>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                asked.add(threads.submit(
                        () -> ask("How many people does the paper mill of Dunloe employ?", "conversation_id", id)));
            }
        }
        for (Future<JsonNode> each : asked) {
            assertThat(each.get().get("short_answer").asText()).isEqualTo("312");
        }
        JsonNode turns = get("/v1/conversations/" + id).get("turns");
        assertThat(turns).hasSize(6);
        for (int i = 1; i < 6; i++) {
            assertThat(turns.get(i).get("parent_id"))
                    .isEqualTo(turns.get(i - 1).get("answer").get("id"));
        }
    }
}
