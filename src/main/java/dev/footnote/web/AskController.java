package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Suggestions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Questions in, answers, passages or further questions out. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AskController {

    private final Assistant assistant;
    private final Suggestions suggestions;
    private final Admission admission;
    private final JsonMapper json;

    AskController(Assistant assistant, Suggestions suggestions, Admission admission, JsonMapper json) {
        this.assistant = assistant;
        this.suggestions = suggestions;
        this.admission = admission;
        this.json = json;
    }

    @Post("/ask")
    AnswerResponse ask(HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.QUESTION);
        return admission.admit(() -> AnswerResponse.of(
                assistant.ask(request.asked(), Principal.LOCAL, request.scope(), assistant.deadline())));
    }

    @Post("/search")
    SearchResponse search(HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.QUESTION);
        return admission.admit(() -> SearchResponse.of(assistant.search(
                request.asked(), Principal.LOCAL, request.scope(), request.searchLimit(), assistant.deadline())));
    }

    @Post("/suggestions")
    SuggestionsResponse suggestions(HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.SUGGESTIONS);
        return admission.admit(() -> SuggestionsResponse.of(suggestions.suggest(
                Principal.LOCAL,
                request.scope(),
                request.askedAlready(),
                request.suggestionsLimit(),
                assistant.deadline())));
    }

    private AskRequest read(HttpRequest<byte[]> http, List<String> fields) {
        // The framework lets a body pass that has no media type, or none that it understands
        if (http.getContentType()
                .filter(type -> type.matches(MediaType.APPLICATION_JSON_TYPE))
                .isEmpty()) {
            throw new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, FrameworkProblems.MUST_BE_JSON);
        }
        return AskRequest.read(json, http.getBody().orElse(new byte[0]), fields);
    }
}
