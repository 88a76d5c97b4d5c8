package dev.footnote.web;

import dev.footnote.access.Principal;
import dev.footnote.sync.FolderSync;
import dev.footnote.sync.SyncProblem;
import dev.footnote.sync.SyncState;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading the folders again, without a restart. */
@Controller("/v1/sync")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SyncController {

    private static final Logger LOG = LoggerFactory.getLogger(SyncController.class);

    private final FolderSync sync;
    private final ExecutorService executor;
    private final AtomicBoolean waiting = new AtomicBoolean();

    SyncController(FolderSync sync, @Named(TaskExecutors.BLOCKING) ExecutorService executor) {
        this.sync = sync;
        this.executor = executor;
    }

    /**
     * How far the index has come, on the wire.
     *
     * @param state {@code waiting}, {@code running}, {@code done} or {@code failed}
     * @param files how many files there are to be read; null unless it is running
     * @param read how many of them have been; null unless it is running
     * @param documents how many documents are indexed; null unless it is done
     * @param reason why it failed; null unless it did
     * @param problems files that could not be used, of the collections that the caller may see
     */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record SyncResponse(
            String state,
            @Nullable Integer files,
            @Nullable Integer read,
            @Nullable Integer documents,
            @Nullable String reason,
            List<ProblemResponse> problems) {

        static SyncResponse of(SyncState state, Principal principal) {
            return switch (state) {
                case SyncState.Waiting waiting -> new SyncResponse("waiting", null, null, null, null, List.of());
                case SyncState.Running running ->
                    new SyncResponse("running", running.total(), running.done(), null, null, List.of());
                case SyncState.Failed failed ->
                    new SyncResponse("failed", null, null, null, failed.reason(), List.of());
                case SyncState.Done done ->
                    new SyncResponse(
                            "done",
                            null,
                            null,
                            done.report().documents(),
                            null,
                            done.report().problems().stream()
                                    .filter(problem -> principal.collections() == null
                                            || principal.collections().contains(problem.collection()))
                                    .map(ProblemResponse::of)
                                    .toList());
            };
        }
    }

    /** A file that could not be used, on the wire. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record ProblemResponse(String collection, String path, String reason) {

        static ProblemResponse of(SyncProblem problem) {
            return new ProblemResponse(problem.collection(), problem.path(), problem.reason());
        }
    }

    @Get
    SyncResponse state(Principal principal) {
        return SyncResponse.of(sync.state(), principal);
    }

    /** Has the folders read once more, after whatever reading is at work: that may have passed what has changed since. */
    @Post
    HttpResponse<SyncResponse> begin(Principal principal) {
        if (waiting.compareAndSet(false, true)) {
            executor.execute(this::run);
        }
        return HttpResponse.accepted().body(state(principal));
    }

    private synchronized void run() {
        waiting.set(false);
        try {
            sync.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The folders could not be read again", e); // and the state says why
        }
    }
}
