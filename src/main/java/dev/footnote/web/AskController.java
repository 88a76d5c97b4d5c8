package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Questions in, answers or passages out. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AskController {

    private final Assistant assistant;
    private final Admission admission;

    AskController(Assistant assistant, Admission admission) {
        this.assistant = assistant;
        this.admission = admission;
    }

    @Post("/ask")
    AnswerResponse ask(@Body AskRequest request) {
        return admission.admit(() -> AnswerResponse.of(
                assistant.ask(request.asked(), Principal.LOCAL, request.scope(), assistant.deadline())));
    }

    @Post("/search")
    SearchResponse search(@Body AskRequest request) {
        return admission.admit(() -> SearchResponse.of(assistant.search(
                request.asked(), Principal.LOCAL, request.scope(), request.searchLimit(), assistant.deadline())));
    }
}
