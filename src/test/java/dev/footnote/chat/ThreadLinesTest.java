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
class ThreadLinesTest {

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final List<String> answered = new ArrayList<>();

    private ThreadLines lines(int most, int mostOfAsker) {
        return new ThreadLines(
                workers::add, work -> answered.add(work.question().id()), most, mostOfAsker);
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
        ThreadLines lines = lines(10, 10);
        for (String id : List.of("a1", "a2", "a3")) {
            assertThat(lines.add(work("a", "ann", id))).isTrue();
        }
        assertThat(lines.add(work("b", "ann", "b1"))).isTrue();
        assertThat(workers).hasSize(2);
        runAll();
        assertThat(answered).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void whoHasAskedTooMuchIsTurnedAwayWhileOthersAreNot() {
        ThreadLines lines = lines(10, 2);
        assertThat(lines.add(work("a", "ann", "1"))).isTrue();
        assertThat(lines.add(work("b", "ann", "2"))).isTrue();
        assertThat(lines.add(work("c", "ann", "3"))).isFalse();
        assertThat(lines.add(work("a", "bob", "4"))).isTrue();
        runAll();
        assertThat(lines.add(work("c", "ann", "5"))).isTrue();
        runAll();
        assertThat(answered).containsExactly("1", "2", "4", "5");
    }

    @Test
    void whereNobodyKnowsWhoAsksEachThreadIsSomebody() {
        ThreadLines lines = lines(10, 1);
        assertThat(lines.add(work("a", "", "1"))).isTrue();
        assertThat(lines.add(work("a", "", "2"))).isFalse();
        assertThat(lines.add(work("b", "", "3"))).isTrue();
    }

    @Test
    void beyondAllRoomEverybodyIsTurnedAwayUntilSomethingHasEnded() {
        ThreadLines lines = lines(2, 2);
        assertThat(lines.add(work("a", "ann", "1"))).isTrue();
        assertThat(lines.add(work("b", "bob", "2"))).isTrue();
        assertThat(lines.add(work("c", "eve", "3"))).isFalse();
        workers.remove().run();
        assertThat(lines.add(work("c", "eve", "4"))).isTrue();
    }

    @Test
    void whenTheProgramEndsNothingIsBegun() {
        ThreadLines lines = new ThreadLines(
                work -> {
                    throw new RejectedExecutionException();
                },
                work -> answered.add(work.question().id()),
                2,
                2);
        for (int i = 0; i < 4; i++) {
            assertThat(lines.add(work("a", "ann", "1"))).isFalse();
        }
        assertThat(answered).isEmpty();
    }
}
