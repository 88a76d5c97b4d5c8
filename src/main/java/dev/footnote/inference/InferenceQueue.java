package dev.footnote.inference;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where all runs of the local models wait for a processor. Runs for questions go before runs for indexing, and first come, first served
 * among themselves; while questions keep every worker busy, indexing stands still, by design.
 *
 * <p>Each kind has a bounded line of its own, so that a long first index never makes the models refuse a question. A question that
 * finds its line full is refused at once; indexing is background work and waits for room instead, until its deadline.
 *
 * <p>Close it before the models that run in it.
 */
public final class InferenceQueue implements AutoCloseable {

    /** For how long after a question's last run a worker is kept free of indexing: the pause between two questions of one person. */
    private static final Duration KEPT_FREE = Duration.ofSeconds(10);

    private final int capacity;
    private final List<Thread> workers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workArrived = lock.newCondition();
    private final Condition indexingHasRoom = lock.newCondition();
    private final Deque<QueuedRun<?>> questions = new ArrayDeque<>();
    private final Deque<QueuedRun<?>> indexing = new ArrayDeque<>();
    private final Set<QueuedRun<?>> indexingUnderWay = new HashSet<>();
    private Deadline keptFree = Deadline.after(Duration.ZERO);
    private boolean closed;

    /**
     * Starts the workers.
     *
     * @param workers the number of runs at a time, one thread each; the available processors are a good choice
     * @param capacity the runs that may wait for a worker, of each kind
     * @throws IllegalArgumentException if either is less than 1
     */
    public InferenceQueue(int workers, int capacity) {
        if (workers < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "an inference queue needs at least one worker and room for one run, got workers " + workers
                            + ", capacity " + capacity);
        }
        this.capacity = capacity;
        this.workers = IntStream.rangeClosed(1, workers)
                .mapToObj(number ->
                        Thread.ofPlatform().name("inference-" + number).daemon().unstarted(this::work))
                .toList();
        this.workers.forEach(Thread::start);
    }

    /** Returns the number of runs for questions that wait for a worker. */
    public int waitingForQuestions() {
        return sizeOf(questions);
    }

    /** Returns the number of runs for indexing that wait for a worker. */
    public int waitingForIndexing() {
        return sizeOf(indexing);
    }

    /**
     * Does work that a question waits for, all parts of it at the same time where workers are free.
     *
     * @param stage what the work is, for messages
     * @return the results, in the order of {@code parts}
     * @throws ModelBusyException at once, and with none of the parts begun, if they find no room; more parts than the capacity are let
     *     in when no other question waits
     * @throws DeadlineExceededException if not all parts were done in time; those not begun by then are dropped
     * @throws CancellationException if the calling thread is interrupted, which it stays
     * @throws ModelException if the queue is closed before the work is done
     */
    <T> List<T> runForQuestion(String stage, Deadline deadline, List<Supplier<T>> parts) {
        List<QueuedRun<T>> runs = parts.stream()
                .map(part -> new QueuedRun<>(stage, deadline, part))
                .toList();
        deadline.check(stage);
        lock.lock();
        try {
            requireOpen();
            if (!questions.isEmpty() && questions.size() + runs.size() > capacity) {
                throw new ModelBusyException(questions.size());
            }
            questions.addAll(runs);
            workArrived.signalAll();
        } finally {
            lock.unlock();
        }
        return await(questions, runs);
    }

    /**
     * Does work for indexing, when no question waits. Where the line is full the caller waits for room.
     *
     * @param stage what the work is, for messages
     * @throws DeadlineExceededException if the work was not done in time
     * @throws CancellationException if the calling thread is interrupted, which it stays
     * @throws ModelException if the queue is closed before the work is done
     */
    <T> T runForIndexing(String stage, Deadline deadline, Supplier<T> work) {
        QueuedRun<T> run = new QueuedRun<>(stage, deadline, work);
        lock.lock();
        try {
            while (!closed && indexing.size() >= capacity) {
                deadline.check(stage);
                indexingHasRoom.awaitNanos(deadline.remaining().toNanos());
            }
            requireOpen();
            deadline.check(stage);
            indexing.add(run);
            workArrived.signal();
        } catch (InterruptedException e) {
            throw interrupted(stage);
        } finally {
            lock.unlock();
        }
        return await(indexing, List.of(run)).getFirst();
    }

    private <T> List<T> await(Deque<QueuedRun<?>> line, List<QueuedRun<T>> runs) {
        List<T> results = new ArrayList<>(runs.size());
        try {
            for (QueuedRun<T> run : runs) {
                results.add(run.await());
            }
            return results;
        } finally {
            if (results.size() < runs.size()) {
                withdraw(line, runs);
            }
        }
    }

    private void withdraw(Deque<QueuedRun<?>> line, Collection<? extends QueuedRun<?>> runs) {
        lock.lock();
        try {
            line.removeAll(runs);
            indexingHasRoom.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (QueuedRun<?> run = next(); run != null; run = next()) {
            run.run();
            done(run);
        }
    }

    private void done(QueuedRun<?> run) {
        lock.lock();
        try {
            if (!indexingUnderWay.remove(run)) {
                keptFree = Deadline.after(KEPT_FREE);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next run; null when the queue is closed. */
    private @Nullable QueuedRun<?> next() {
        lock.lock();
        try {
            while (!closed && questions.isEmpty() && (indexing.isEmpty() || !mayIndex())) {
                workArrived.awaitUninterruptibly();
            }
            QueuedRun<?> question = questions.poll();
            if (question != null) {
                return question;
            }
            QueuedRun<?> run = indexing.poll();
            if (run != null) {
                indexingUnderWay.add(run);
                indexingHasRoom.signal();
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** Each further run for indexing wakes a worker, which looks again: indexing goes back to all of them by itself. */
    private boolean mayIndex() {
        boolean free = indexingUnderWay.size() < workers.size() - 1;
        return free || indexingUnderWay.isEmpty() || keptFree.remaining().isZero();
    }

    private int sizeOf(Deque<QueuedRun<?>> line) {
        lock.lock();
        try {
            return line.size();
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closedFailure();
        }
    }

    private static ModelException closedFailure() {
        return new ModelException("The local models were closed before this run began.");
    }

    static CancellationException interrupted(String stage) {
        Thread.currentThread().interrupt();
        return new CancellationException("The caller was interrupted before: " + stage + ".");
    }

    /** Fails all work that waits, and returns when the runs that had begun are done. */
    @Override
    public void close() {
        List<QueuedRun<?>> abandoned = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            abandoned.addAll(questions);
            abandoned.addAll(indexing);
            questions.clear();
            indexing.clear();
            workArrived.signalAll();
            indexingHasRoom.signalAll();
        } finally {
            lock.unlock();
        }
        abandoned.forEach(run -> run.fail(closedFailure()));
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
