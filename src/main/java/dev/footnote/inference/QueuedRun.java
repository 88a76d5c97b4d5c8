package dev.footnote.inference;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One model run that waits for a worker, and its outcome. */
final class QueuedRun<T> {

    private final Supplier<T> work;
    private final Deadline deadline;
    private final String stage;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    QueuedRun(String stage, Deadline deadline, Supplier<T> work) {
        this.stage = stage;
        this.deadline = deadline;
        this.work = work;
    }

    /** Does the work, unless its deadline has passed: nobody waits for it then. */
    void run() {
        try {
            deadline.check(stage);
            outcome.complete(work.get());
        } catch (Throwable failure) { // whatever it is, it is the caller's to know, and must not end the worker
            outcome.completeExceptionally(failure);
        }
    }

    void fail(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    T await() {
        try {
            return outcome.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineExceededException(stage);
        } catch (InterruptedException e) {
            throw InferenceQueue.interrupted(stage);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new ModelException("A model run failed (" + stage + "): " + e.getCause(), e);
        }
    }
}
