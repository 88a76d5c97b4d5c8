package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InferenceQueueTest {

    private static final int CAPACITY = 4;

    private final InferenceQueue queue = new InferenceQueue(1, CAPACITY);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<CompletableFuture<?>> begun = new ArrayList<>();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void closeQueue() {
        release.countDown();
        queue.close();
    }

    @Test
    void questionsGoBeforeIndexingAndEarlierBeforeLater() {
        occupyTheWorker();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            String name = String.valueOf(number);
            int waiting = number;
            calls.add(start(
                    () -> queue.runForIndexing("indexing", Deadline.distant(), () -> done.add("passage " + name))));
            await().until(() -> queue.waitingForIndexing() == waiting);
            calls.add(start(() -> ask(Deadline.distant(), () -> done.add("question " + name))));
            await().until(() -> queue.waitingForQuestions() == waiting);
        }
        release.countDown();
        calls.forEach(CompletableFuture::join);
        assertThat(done).containsExactly("question 1", "question 2", "passage 1", "passage 2");
    }

    @Test
    void whilePeopleAskIndexingLeavesAWorkerFree() {
        try (InferenceQueue two = new InferenceQueue(2, CAPACITY)) {
            two.runForQuestion("asking", Deadline.distant(), List.of(() -> done.add("first question")));
            begun.add(start(() -> two.runForIndexing("indexing", Deadline.distant(), this::blocked)));
            begun.add(start(() -> two.runForIndexing("indexing", Deadline.distant(), this::blocked)));
            await().until(() -> done.contains("blocked") && two.waitingForIndexing() == 1);
            two.runForQuestion("asking", Deadline.distant(), List.of(() -> done.add("second question")));

            assertThat(done).containsExactly("first question", "blocked", "second question");
            release.countDown();
            begun.forEach(CompletableFuture::join);
            assertThat(done).hasSize(4);
        }
    }

    @Test
    void whileNobodyAsksIndexingHasAllWorkers() {
        try (InferenceQueue two = new InferenceQueue(2, CAPACITY)) {
            begun.add(start(() -> two.runForIndexing("indexing", Deadline.distant(), this::blocked)));
            begun.add(start(() -> two.runForIndexing("indexing", Deadline.distant(), this::blocked)));
            await().until(() -> done.size() == 2);
            release.countDown();
        }
    }

    private boolean blocked() {
        done.add("blocked");
        try {
            return release.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void refusesAQuestionAtOnceWhenTheLineIsFull() {
        occupyTheWorker();
        fillQuestions();
        assertThatThrownBy(() -> ask(Deadline.distant(), () -> true))
                .isInstanceOf(ModelBusyException.class)
                .hasMessageContaining("4 runs are waiting");
    }

    @Test
    void allPartsOfAQuestionAreLetInOrNone() {
        occupyTheWorker();
        begin(() -> ask(Deadline.distant(), () -> true));
        await().until(() -> queue.waitingForQuestions() == 1);
        List<Supplier<Boolean>> parts = Collections.nCopies(CAPACITY, () -> true);
        assertThatThrownBy(() -> queue.runForQuestion("reading", Deadline.distant(), parts))
                .isInstanceOf(ModelBusyException.class);
        assertThat(queue.waitingForQuestions()).isEqualTo(1);
    }

    @Test
    void morePartsThanTheLineHoldsAreLetInWhenNobodyWaits() {
        List<Supplier<Integer>> parts = IntStream.range(0, 3 * CAPACITY)
                .<Supplier<Integer>>mapToObj(number -> () -> number)
                .toList();
        assertThat(queue.runForQuestion("reading", Deadline.distant(), parts))
                .containsExactlyElementsOf(
                        IntStream.range(0, 3 * CAPACITY).boxed().toList());
    }

    @Test
    void noPartsAreNoWork() {
        assertThat(queue.runForQuestion("reading", Deadline.distant(), List.<Supplier<String>>of()))
                .isEmpty();
    }

    @Test
    void aFullLineOfIndexingRefusesNoQuestion() {
        occupyTheWorker();
        fillIndexing();
        CompletableFuture<Boolean> question = start(() -> ask(Deadline.distant(), () -> true));
        await().until(() -> queue.waitingForQuestions() == 1);
        release.countDown();
        assertThat(question.join()).isTrue();
    }

    @Test
    void indexingWaitsForRoom() {
        occupyTheWorker();
        fillIndexing();
        CompletableFuture<Boolean> oneMore =
                start(() -> queue.runForIndexing("indexing", Deadline.distant(), () -> true));
        release.countDown();
        assertThat(oneMore.join()).isTrue();
    }

    @Test
    void indexingWaitsForRoomNoLongerThanItsDeadline() {
        occupyTheWorker();
        fillIndexing();
        assertThatThrownBy(() -> queue.runForIndexing("indexing", Deadline.after(Duration.ofMillis(50)), () -> true))
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void workThatCameTooLateIsNotDone() {
        occupyTheWorker();
        assertThatThrownBy(() -> ask(Deadline.after(Duration.ofMillis(50)), () -> done.add("late")))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(queue.waitingForQuestions()).isZero();
        release.countDown();
        assertThat(ask(Deadline.distant(), () -> true)).isTrue();
        assertThat(done).isEmpty();
    }

    @Test
    void anExpiredDeadlineIsNoticedBeforeAnythingElse() {
        assertThatThrownBy(() -> ask(Deadline.after(Duration.ZERO), () -> done.add("late")))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("testing");
        assertThat(done).isEmpty();
    }

    @Test
    void anInterruptedCallerLeavesAndStaysInterrupted() throws InterruptedException {
        occupyTheWorker();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                ask(Deadline.distant(), () -> done.add("unwanted"));
            } catch (CancellationException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        await().until(() -> queue.waitingForQuestions() == 1);
        caller.interrupt();
        caller.join();
        assertThat(interrupted.join()).isTrue();
        assertThat(queue.waitingForQuestions()).isZero();
    }

    @Test
    void aFailureReachesItsCallerAndTheWorkerGoesOn() {
        assertThatThrownBy(() -> ask(Deadline.distant(), () -> {
                    throw new ModelException("no such model");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessage("no such model");
        assertThatThrownBy(() -> ask(Deadline.distant(), () -> {
                    throw new StackOverflowError("deep");
                }))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("deep");
        assertThat(ask(Deadline.distant(), () -> true)).isTrue();
    }

    @Test
    void closeFailsWhatWaitsAndWaitsForWhatHasBegun() {
        AtomicBoolean finished = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> first = start(() -> ask(Deadline.distant(), () -> {
            running.countDown();
            awaitRelease();
            finished.set(true);
            return true;
        }));
        awaitLatch(running);
        CompletableFuture<Boolean> waiting = start(() -> ask(Deadline.distant(), () -> true));
        CompletableFuture<Boolean> indexing =
                start(() -> queue.runForIndexing("indexing", Deadline.distant(), () -> true));
        await().until(() -> queue.waitingForQuestions() + queue.waitingForIndexing() == 2);
        CompletableFuture<Boolean> closing = start(() -> {
            queue.close();
            return finished.get();
        });
        assertThatThrownBy(waiting::join)
                .hasCauseInstanceOf(ModelException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(indexing::join)
                .hasCauseInstanceOf(ModelException.class)
                .hasMessageContaining("closed");
        release.countDown();
        assertThat(closing.join()).isTrue();
        assertThat(first.join()).isTrue();
        assertThatThrownBy(() -> ask(Deadline.distant(), () -> true))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void runsOnItsOwnNamedPlatformThreads() {
        Thread worker = ask(Deadline.distant(), Thread::currentThread);
        assertThat(worker.getName()).isEqualTo("inference-1");
        assertThat(worker.isVirtual()).isFalse();
    }

    @Test
    void needsAWorkerAndRoom() {
        assertThatThrownBy(() -> new InferenceQueue(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InferenceQueue(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private <T> T ask(Deadline deadline, Supplier<T> work) {
        return queue.runForQuestion("testing", deadline, List.of(work)).getFirst();
    }

    private void occupyTheWorker() {
        CountDownLatch running = new CountDownLatch(1);
        begin(() -> ask(Deadline.distant(), () -> {
            running.countDown();
            awaitRelease();
            return true;
        }));
        awaitLatch(running);
    }

    private void fillQuestions() {
        for (int number = 0; number < CAPACITY; number++) {
            begin(() -> ask(Deadline.distant(), () -> true));
        }
        await().until(() -> queue.waitingForQuestions() == CAPACITY);
    }

    private void fillIndexing() {
        for (int number = 0; number < CAPACITY; number++) {
            begin(() -> queue.runForIndexing("indexing", Deadline.distant(), () -> true));
        }
        await().until(() -> queue.waitingForIndexing() == CAPACITY);
    }

    private void awaitRelease() {
        awaitLatch(release);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void begin(Supplier<Boolean> call) {
        begun.add(start(call));
    }

    private static <T> CompletableFuture<T> start(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, command -> Thread.ofVirtual().start(command));
    }
}
