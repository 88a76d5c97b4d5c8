package dev.footnote.web;

import dev.footnote.Cancellation;
import dev.footnote.access.Principal;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.assistant.Suggestions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Questions in, answers, passages or further questions out. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AskController {

    private final Assistant assistant;
    private final Dialogue dialogue;
    private final Suggestions suggestions;
    private final AnswerStreams streams;
    private final Admission admission;
    private final JsonMapper json;

    AskController(
            Assistant assistant,
            Dialogue dialogue,
            Suggestions suggestions,
            AnswerStreams streams,
            Admission admission,
            JsonMapper json) {
        this.assistant = assistant;
        this.dialogue = dialogue;
        this.suggestions = suggestions;
        this.streams = streams;
        this.admission = admission;
        this.json = json;
    }

    /** Answers at once or, if the client accepts that or asks for it, as a stream of events. */
    @Post("/ask")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
    HttpResponse<?> ask(Principal principal, HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.ANSWER);
        Question question = request.asked();
        Scope scope = request.scope();
        Dialogue.Place turn = request.turn();
        Duration linger = request.linger();
        boolean stream = request.stream() || http.accept().stream().anyMatch(AskController::isEventStream);
        if (stream) {
            Admission.Place place = admission.enter();
            return events(streams.start(http, question, turn, principal, scope, linger, place)
                    .after(0));
        }
        return admission.admit(() -> HttpResponse.ok(AnswerResponse.of(dialogue.ask(
                        question,
                        turn,
                        principal,
                        scope,
                        assistant.deadline(),
                        Cancellation.never(),
                        AnswerListener.NONE)))
                .contentType(MediaType.APPLICATION_JSON_TYPE));
    }

    /** By name: whoever accepts everything, as curl does, is not asking for events. */
    private static boolean isEventStream(MediaType type) {
        return type.getName().equals(MediaType.TEXT_EVENT_STREAM);
    }

    /** Goes on with a stream behind the last event that the client saw. */
    @Get("/answers/{id}/events")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    HttpResponse<?> resume(Principal principal, String id, @Header("Last-Event-ID") @Nullable String last) {
        int seen = last == null ? 0 : WholeNumber.read("Last-Event-ID", last, 0, Integer.MAX_VALUE);
        return events(find(principal, id).after(seen));
    }

    /** Calls an answer off that is being streamed. Whoever listens gets what was written of it. */
    @Delete("/answers/{id}")
    HttpResponse<?> stop(Principal principal, String id) {
        find(principal, id).stop();
        return HttpResponse.noContent();
    }

    private AnswerStream find(Principal principal, String id) {
        return streams.find(id, principal)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND,
                        "No answer with this id was asked for in the last minutes. Ask the question again."));
    }

    private static HttpResponse<?> events(Flux<Event<String>> events) {
        return HttpResponse.ok(events).contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    @Post("/search")
    SearchResponse search(Principal principal, HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.SEARCH);
        return admission.admit(() -> SearchResponse.of(assistant.search(
                request.asked(), principal, request.scope(), request.searchLimit(), assistant.deadline())));
    }

    @Post("/suggestions")
    SuggestionsResponse suggestions(Principal principal, HttpRequest<byte[]> http) {
        AskRequest request = read(http, AskRequest.SUGGESTIONS);
        return admission.admit(() -> SuggestionsResponse.of(suggestions.suggest(
                principal, request.scope(), request.askedAlready(), request.suggestionsLimit(), assistant.deadline())));
    }

    private AskRequest read(HttpRequest<byte[]> http, List<String> fields) {
        RequestBody.mustBeJson(http);
        return AskRequest.read(json, http.getBody().orElse(new byte[0]), fields);
    }
}
