package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.evaluation.BenchmarkException;
import dev.footnote.evaluation.BenchmarkQuestion;
import dev.footnote.evaluation.FolderQuestions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents lack, over HTTP, with the real models. */
class ReportIT {

    private static void rate(RunningService service, JsonNode answer, String rating) {
        HttpResponse<String> rated = service.post(
                "/v1/feedback",
                "{\"answer_id\": \"" + answer.get("id").asText() + "\", \"rating\": \"" + rating + "\"}");
        assertThat(rated.statusCode()).as(rated.body()).isEqualTo(204);
    }

    @Test
    void whatWasNotAnsweredIsGroupedByMeaningAndOneStepFromAnEvaluation(@TempDir Path folder) throws Exception {
        try (RunningService service = new RunningService(folder, Map.of())) {
            service.ask("How much does a ticket for the opera cost?");
            service.ask("Who is the mayor of Valparaiso?");
            service.ask("What is the price of an opera ticket?");
            rate(service, RunningService.json(service.ask("When was the paper mill of Dunloe sold?")), "down");
            rate(service, RunningService.json(service.ask("Who founded the harbour of Ardmore?")), "up");

            JsonNode report = RunningService.json(service.get("/v1/reports/unanswered"));

            assertThat(report.get("asked").asInt()).isEqualTo(5);
            assertThat(report.get("gaps")).hasSize(3);
            assertThat(report.get("gaps").get(0).get("question").asText())
                    .isEqualTo("What is the price of an opera ticket?");
            assertThat(report.get("gaps").get(0).get("refused").asInt()).isEqualTo(2);
            assertThat(report.get("gaps")
                            .get(0)
                            .get("questions")
                            .get(1)
                            .get("status")
                            .asText())
                    .isEqualTo("not_found");
            assertThat(report.get("gaps"))
                    .anySatisfy(gap -> assertThat(gap.get("disliked").asInt()).isEqualTo(1));
            assertThat(paths(report.get("most_cited"))).contains("mill.txt");
            assertThat(paths(report.get("never_cited"))).isNotEmpty().doesNotContain("mill.txt");
            assertThat(report.get("never_cited_in_all").asInt())
                    .isEqualTo(report.get("never_cited").size());
            assertThat(RunningService.problem(service.get("/v1/reports/unanswered?days=0"), 400))
                    .contains("days must be a whole number from 1");

            exported(service.get("/v1/reports/questions").body(), folder);
        }
    }

    private static List<String> paths(JsonNode documents) {
        return StreamSupport.stream(documents.spliterator(), false)
                .map(each -> each.get("path").asText())
                .toList();
    }

    private static void exported(String lines, Path folder) throws IOException {
        Path file = folder.resolve("own.jsonl");
        Files.writeString(file, lines);
        assertThatThrownBy(() -> FolderQuestions.read(folder.resolve("reports"), file))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("still to be written");

        Files.writeString(file, lines.replace("\"expected\":null", "\"expected\":\"1998\""));
        assertThat(FolderQuestions.read(folder.resolve("reports"), file).set().questions())
                .hasSize(5)
                .filteredOn(question -> question.id().startsWith("Who founded"))
                .singleElement()
                .extracting(BenchmarkQuestion::answers)
                .isEqualTo(List.of("Clara Whitfield"));
    }
}
