package dev.footnote.chat;

import dev.footnote.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Runs what many threads do with the database in few transactions: whoever comes to it first does so for all who wait. A disk may make some tens
 * of transactions durable in a second, a chat program may bring more; and SQLite has those who find it busy try again, some of them late.
 * Safe for use by many threads.
 */
final class SharedTransactions {

    private final Store store;
    private final ReentrantLock writing = new ReentrantLock();
    private final Queue<Waiting<?>> waiting = new ConcurrentLinkedQueue<>();

    SharedTransactions(Store store) {
        this.store = store;
    }

    /** Something to do, and what came of it. */
    private record Waiting<T>(Function<Handle, T> work, CompletableFuture<T> outcome) {

        Runnable run(Handle handle) {
            T result = work.apply(handle);
            return () -> outcome.complete(result);
        }
    }

    /**
     * Does something with the database.
     *
     * @param work what is done; it may be done anew, never half
     * @return what it returned, once all that it has written is durable
     * @throws dev.footnote.store.StoreException if the database failed; then nothing of it is kept
     */
    <T> T run(Function<Handle, T> work) {
        Waiting<T> mine = new Waiting<>(work, new CompletableFuture<>());
        waiting.add(mine);
        writing.lock();
        try {
            if (!mine.outcome.isDone()) {
                runAll();
            }
        } finally {
            writing.unlock();
        }
        try {
            return mine.outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void runAll() {
        List<Waiting<?>> all = new ArrayList<>();
        for (Waiting<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        try {
            together(all);
        } catch (RuntimeException | Error e) {
            all.forEach(this::alone); // so that what fails takes nothing else with it
        }
    }

    private void together(List<Waiting<?>> all) {
        List<Runnable> tellings = store.transaction(
                handle -> all.stream().<Runnable>map(each -> each.run(handle)).toList());
        tellings.forEach(Runnable::run);
    }

    private void alone(Waiting<?> one) {
        try {
            together(List.of(one));
        } catch (RuntimeException | Error e) { // of whatever kind: somebody else waits for it
            one.outcome.completeExceptionally(e);
        }
    }
}
