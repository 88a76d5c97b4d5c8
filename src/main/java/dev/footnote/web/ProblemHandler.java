package dev.footnote.web;

import dev.footnote.DeadlineExceededException;
import dev.footnote.assistant.InvalidQuestionException;
import dev.footnote.assistant.NoSuchConversationException;
import dev.footnote.assistant.NothingIndexedException;
import dev.footnote.generation.GenerationException;
import dev.footnote.index.IndexException;
import dev.footnote.inference.ModelBusyException;
import dev.footnote.inference.ModelException;
import dev.footnote.store.StoreException;
import dev.footnote.sync.FolderSync;
import dev.footnote.sync.SyncState;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure of our own becomes an HTTP status: a caller's mistake is theirs, an outage is ours and says so. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class ProblemHandler implements ExceptionHandler<RuntimeException, HttpResponse<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final FolderSync sync;

    ProblemHandler(FolderSync sync) {
        this.sync = sync;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, RuntimeException exception) {
        return switch (exception) {
            case InvalidQuestionException e -> problem(HttpStatus.BAD_REQUEST, message(e));
            case ProblemException e -> problem(e.status(), message(e));
            case NoSuchConversationException e -> problem(HttpStatus.NOT_FOUND, message(e));
            case OverloadedException e -> retry(HttpStatus.SERVICE_UNAVAILABLE, message(e), 1);
            case ModelBusyException e -> retry(HttpStatus.SERVICE_UNAVAILABLE, message(e), 1);
            case NothingIndexedException e -> retry(HttpStatus.SERVICE_UNAVAILABLE, message(e) + " " + why(), 5);
            case DeadlineExceededException e -> problem(HttpStatus.GATEWAY_TIMEOUT, message(e));
            case GenerationException e -> generation(e);
            case IndexException e -> outage(request, e);
            case ModelException e -> outage(request, e);
            case StoreException e -> outage(request, e);
            default -> {
                LOG.error("{} {} failed", request.getMethod(), request.getPath(), exception);
                yield problem(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something went wrong that should not have; the service's log says what.");
            }
        };
    }

    private String why() {
        return switch (sync.state()) {
            case SyncState.Waiting waiting -> "Indexing begins in a moment.";
            case SyncState.Running running ->
                String.format(
                        Locale.ROOT, "Indexing is at work: %d of %d files are done.", running.done(), running.total());
            case SyncState.Failed failed -> failed.reason();
            case SyncState.Done done -> "Try again.";
        };
    }

    private static HttpResponse<Problem> generation(GenerationException e) {
        if (e.kind() != GenerationException.Kind.CANCELLED) {
            LOG.warn("A language model failed: {}", e.getMessage());
        }
        HttpStatus status = switch (e.kind()) {
            case OVERLOADED, CANCELLED -> HttpStatus.SERVICE_UNAVAILABLE;
            case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
            case UNREACHABLE, REFUSED, BROKEN -> HttpStatus.BAD_GATEWAY;
        };
        Duration after = e.retryAfter();
        return after == null
                ? problem(status, message(e))
                : retry(status, message(e), Math.max(1, Math.toIntExact(after.toSeconds())));
    }

    private static HttpResponse<Problem> outage(HttpRequest<?> request, RuntimeException exception) {
        LOG.error("{} {} failed", request.getMethod(), request.getPath(), exception);
        return retry(HttpStatus.SERVICE_UNAVAILABLE, "Footnote's own storage or models failed; its log says how.", 5);
    }

    private static String message(RuntimeException exception) {
        return Objects.requireNonNullElse(exception.getMessage(), "");
    }

    private static MutableHttpResponse<Problem> problem(HttpStatus status, String detail) {
        return HttpResponse.<Problem>status(status)
                .body(Problem.of(status, detail))
                .contentType(Problem.MEDIA_TYPE);
    }

    private static MutableHttpResponse<Problem> retry(HttpStatus status, String detail, int seconds) {
        return problem(status, detail).header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
    }
}
