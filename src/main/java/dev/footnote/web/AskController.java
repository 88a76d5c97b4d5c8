package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Questions in, answers or passages out. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AskController {

    private final Assistant assistant;
    private final Admission admission;
    private final JsonMapper json;

    AskController(Assistant assistant, Admission admission, JsonMapper json) {
        this.assistant = assistant;
        this.admission = admission;
        this.json = json;
    }

    @Post("/ask")
    AnswerResponse ask(HttpRequest<byte[]> http) {
        AskRequest request = read(http);
        return admission.admit(() -> AnswerResponse.of(
                assistant.ask(request.asked(), Principal.LOCAL, request.scope(), assistant.deadline())));
    }

    @Post("/search")
    SearchResponse search(HttpRequest<byte[]> http) {
        AskRequest request = read(http);
        return admission.admit(() -> SearchResponse.of(assistant.search(
                request.asked(), Principal.LOCAL, request.scope(), request.searchLimit(), assistant.deadline())));
    }

    private AskRequest read(HttpRequest<byte[]> http) {
        // The framework lets a body pass that has no media type, or none that it understands
        if (http.getContentType()
                .filter(type -> type.matches(MediaType.APPLICATION_JSON_TYPE))
                .isEmpty()) {
            throw new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, FrameworkProblems.MUST_BE_JSON);
        }
        return AskRequest.read(json, http.getBody().orElse(new byte[0]));
    }
}
