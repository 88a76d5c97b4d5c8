package dev.footnote.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Which questions are given to the workers, and for which there is room. */
class FairOrderTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> answered = new ArrayList<>();

    private FairOrder order(int most, int mostOfAsker) {
        return order(10, most, mostOfAsker);
    }

    private FairOrder order(int atATime, int most, int mostOfAsker) {
        return new FairOrder(workers::add, work -> answered.add(work.question().id()), atATime, most, mostOfAsker);
    }

    private static ChatWork work(String thread, String asker, String id) {
        ChatQuestion question = new ChatQuestion(
                DeferredChannel.NAME, id, thread, "deferred:guild-1", asker, "Who?", Set.of(), "en", Map.of());
        ChatStore.Kept kept = new ChatStore.Kept(question, ChatStore.State.WAITING, null, null, null, "");
        return new ChatWork(new DeferredChannel("http://127.0.0.1:1/"), kept, false);
    }

    private void runAll() {
        for (Runnable next = workers.poll(); next != null; next = workers.poll()) {
            next.run();
        }
    }

    @Test
    void aBusyThreadTakesOneWorkerAndIsAnsweredInItsOrder() {
        FairOrder order = order(10, 10);
        for (String id : List.of("a1", "a2", "a3")) {
            assertThat(order.add(work("a", "ann", id))).isTrue();
        }
        assertThat(order.add(work("b", "ann", "b1"))).isTrue();
        assertThat(workers).hasSize(2);
        runAll();
        assertThat(answered).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void whoeverAsksInManyThreadsHasHalfOfTheWorkersAndOthersTheRest() {
        FairOrder order = order(4, 20, 20);
        for (int i = 1; i <= 6; i++) {
            assertThat(order.add(work("a" + i, "ann", "a" + i))).isTrue();
        }
        assertThat(workers).hasSize(2);
        order.add(work("b", "bob", "b"));
        order.add(work("c", "eve", "c"));
        assertThat(workers).hasSize(4);
        runAll();
        assertThat(answered).containsExactly("a1", "a2", "b", "c", "a3", "a4", "a5", "a6");
    }

    @Test
    void aFreeWorkerGoesToWhoeverHasFewestAndOfThoseToTheOldest() {
        FairOrder order = order(4, 20, 20);
        for (String asker : List.of("ann", "bob")) {
            for (int i = 1; i <= 3; i++) {
                order.add(work(asker + i, asker, asker + i));
            }
        }
        order.add(work("eve", "eve", "eve"));
        order.add(work("dan", "dan", "dan"));
        assertThat(workers).hasSize(4);
        workers.remove().run(); // ann's third question is the oldest now, but she has another yet
        runAll();
        assertThat(answered).containsExactly("ann1", "ann2", "bob1", "bob2", "eve", "ann3", "dan", "bob3");
    }

    @Test
    void aQuestionThatHasToWaitForItsAskersOthersKeepsItsPlaceInItsThread() {
        FairOrder order = order(2, 20, 20);
        order.add(work("a", "ann", "1"));
        order.add(work("shared", "ann", "2"));
        order.add(work("shared", "bob", "3"));
        order.add(work("b", "bob", "4"));
        assertThat(workers).hasSize(2);
        runAll();
        assertThat(answered).containsExactly("1", "4", "2", "3");
    }

    @Test
    void withOneWorkerEverybodyIsAnsweredInTurn() {
        FairOrder order = order(1, 20, 20);
        order.add(work("a", "ann", "1"));
        order.add(work("b", "ann", "2"));
        order.add(work("c", "bob", "3"));
        assertThat(workers).hasSize(1);
        runAll();
        assertThat(answered).containsExactly("1", "2", "3");
    }

    @Test
    void whoHasAskedTooMuchIsTurnedAwayWhileOthersAreNot() {
        FairOrder order = order(10, 2);
        assertThat(order.add(work("a", "ann", "1"))).isTrue();
        assertThat(order.add(work("b", "ann", "2"))).isTrue();
        assertThat(order.add(work("c", "ann", "3"))).isFalse();
        assertThat(order.add(work("a", "bob", "4"))).isTrue();
        runAll();
        assertThat(order.add(work("c", "ann", "5"))).isTrue();
        runAll();
        assertThat(answered).containsExactly("1", "2", "4", "5");
    }

    @Test
    void whatIsLetGoOfTakesNoRoomAndIsNotAnswered() {
        FairOrder order = order(1, 3, 3);
        ChatWork first = work("a", "ann", "1");
        ChatWork second = work("a", "ann", "2");
        order.add(first);
        order.add(second);
        order.add(work("a", "bob", "3"));
        assertThat(order.add(work("b", "eve", "4"))).isFalse();
        assertThat(order.remove(second)).isTrue();
        assertThat(order.remove(second)).isFalse();
        assertThat(order.remove(first)).isFalse(); // it is being answered
        assertThat(order.add(work("b", "eve", "5"))).isTrue();
        runAll();
        assertThat(answered).containsExactly("1", "3", "5");
    }

    @Test
    void whereNobodyKnowsWhoAsksEachThreadIsSomebody() {
        FairOrder order = order(10, 1);
        assertThat(order.add(work("a", "", "1"))).isTrue();
        assertThat(order.add(work("a", "", "2"))).isFalse();
        assertThat(order.add(work("b", "", "3"))).isTrue();
    }

    @Test
    void beyondAllRoomEverybodyIsTurnedAwayUntilSomethingHasEnded() {
        FairOrder order = order(2, 2);
        assertThat(order.add(work("a", "ann", "1"))).isTrue();
        assertThat(order.add(work("b", "bob", "2"))).isTrue();
        assertThat(order.add(work("c", "eve", "3"))).isFalse();
        workers.remove().run();
        assertThat(order.add(work("c", "eve", "4"))).isTrue();
    }

    @Test
    void whenTheProgramEndsNothingIsBegun() {
        FairOrder order = new FairOrder(
                work -> {
                    throw new RejectedExecutionException();
                },
                work -> answered.add(work.question().id()),
                2,
                2,
                2);
        for (int i = 0; i < 4; i++) {
            assertThat(order.add(work("a", "ann", "1"))).isFalse();
        }
        assertThat(answered).isEmpty();
    }
}
