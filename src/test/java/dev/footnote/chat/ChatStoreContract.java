package dev.footnote.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store of chats must do on every database. */
abstract class ChatStoreContract {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = BEGIN;
    private Store database;
    private ChatStore store;

    /** Opens an empty database. */
    abstract Store open() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        database = open();
        store = new ChatStore(database, new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    @AfterEach
    void end() {
        database.close();
    }

    private static ChatQuestion question(String id, String text) {
        return new ChatQuestion(
                "slack", id, "thread", "slack:T1", "U1", text, Set.of("reports"), "de", Map.of("channel", "C1"));
    }

    private boolean take(ChatQuestion question, Set<String> deliveries) {
        return store.take(question, "", deliveries);
    }

    @Test
    void aQuestionIsKeptAsItWas() {
        ChatQuestion question = question("1", "Wer gründete den Hafen? 🚢");
        assertThat(take(question, Set.of("event 1"))).isTrue();
        assertThat(store.find("slack", "1").orElseThrow())
                .isEqualTo(new ChatStore.Kept(question, ChatStore.State.WAITING, null, null, null, ""));
        assertThat(store.find("slack", "2")).isEmpty();
        assertThat(store.find("webhook", "1")).isEmpty();
        assertThat(question.principal().id()).isEqualTo("slack:T1");
    }

    @Test
    void aQuestionIsTakenOnceByItsIdAndByEachOfItsDeliveries() {
        assertThat(take(question("1", "a"), Set.of("event 1", "message 1"))).isTrue();
        assertThat(take(question("1", "a"), Set.of("event 9"))).isFalse();
        assertThat(take(question("2", "a"), Set.of("event 1"))).isFalse();
        assertThat(take(question("3", "a"), Set.of("message 1"))).isFalse();
        assertThat(take(question("4", "a"), Set.of("event 4"))).isTrue();
    }

    @Test
    void ofManyAtOnceOneIsTaken() throws Exception {
        List<Future<Boolean>> taken = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                int number = i % 10;
                taken.add(clients.submit(() -> take(question("q" + number, "a"), Set.of("e" + number))));
            }
        }
        int count = 0;
        for (Future<Boolean> each : taken) {
            count += each.get() ? 1 : 0;
        }
        assertThat(count).isEqualTo(10);
    }

    @Test
    void whatFailsTakesNothingElseWithIt() throws Exception {
        SharedTransactions transactions = new SharedTransactions(database);
        List<Future<Integer>> outcomes = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                int number = i;
                outcomes.add(clients.submit(() -> transactions.run(handle -> {
                    int rows = handle.execute(
                            "INSERT INTO chat_delivery (channel, id, seen) VALUES ('c', ?, 1)", "d" + number);
                    if (number % 4 == 0) {
                        throw new IllegalStateException("a mistake of number " + number);
                    }
                    return rows;
                })));
            }
        }
        for (int i = 0; i < 40; i++) {
            Future<Integer> outcome = outcomes.get(i);
            if (i % 4 == 0) {
                assertThatThrownBy(outcome::get).hasRootCauseMessage("a mistake of number " + i);
            } else {
                assertThat(outcome.get()).isEqualTo(1);
            }
        }
        int kept = transactions.run(handle -> handle.createQuery("SELECT COUNT(*) FROM chat_delivery")
                .mapTo(Integer.class)
                .one());
        assertThat(kept).isEqualTo(30);
    }

    /** As where memory runs out: otherwise whoever was waiting with it would wait for ever. */
    @Test
    void whatFailsForGoodIsToldToEverybodyWhoWaits() throws Exception {
        SharedTransactions transactions = new SharedTransactions(database);
        List<Future<Integer>> outcomes = new ArrayList<>();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 40; i++) {
            int number = i;
            outcomes.add(clients.submit(() -> transactions.run(handle -> {
                if (number % 4 == 0) {
                    throw new AssertionError("an end of number " + number);
                }
                return handle.execute("INSERT INTO chat_delivery (channel, id, seen) VALUES ('c', ?, 1)", "d" + number);
            })));
        }
        for (int i = 0; i < 40; i++) {
            Future<Integer> outcome = outcomes.get(i);
            if (i % 4 == 0) {
                assertThatThrownBy(() -> outcome.get(20, TimeUnit.SECONDS))
                        .hasRootCauseMessage("an end of number " + i);
            } else {
                assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            }
        }
        clients.close();
    }

    @Test
    void whatIsReleasedMayComeAgain() {
        take(question("1", "a"), Set.of("event 1"));
        store.release(question("1", "a"), Set.of("event 1"));
        assertThat(store.find("slack", "1")).isEmpty();
        assertThat(take(question("1", "a"), Set.of("event 1"))).isTrue();
    }

    @Test
    void whatIsNotDoneWaitsInItsOrder() {
        for (String id : List.of("b", "a", "c", "d")) {
            take(question(id, id), Set.of());
            now = now.plusSeconds(1);
        }
        store.done(question("c", "c"), "77.1");
        store.delete("slack", "d", false);
        assertThat(store.unanswered().stream().map(kept -> kept.question().id()))
                .containsExactly("b", "a");
        assertThat(store.find("slack", "c").orElseThrow().handle()).isEqualTo("77.1");
        now = now.plus(Duration.ofDays(3));
        assertThat(store.unanswered()).isEmpty();
    }

    @Test
    void anEditedQuestionWaitsAgainAndADeletedOneStaysSo() {
        take(question("1", "old"), Set.of());
        store.answered(question("1", "old"), "conversation", "answer");
        store.done(question("1", "old"), "77.1");
        assertThat(store.edit("slack", "1", "old", "5.1")).isEmpty();
        ChatStore.Kept edited = store.edit("slack", "1", "new", "5.2").orElseThrow();
        assertThat(edited)
                .isEqualTo(new ChatStore.Kept(
                        question("1", "new"), ChatStore.State.WAITING, "77.1", "conversation", "answer", "5.2"));
        assertThat(store.delete("slack", "1", false)).isPresent();
        assertThat(store.edit("slack", "1", "newer", "5.3")).isEmpty();
        store.done(edited.question(), "88.1");
        assertThat(store.find("slack", "1").orElseThrow())
                .extracting(ChatStore.Kept::state, ChatStore.Kept::handle)
                .containsExactly(ChatStore.State.DELETED, "88.1"); // what was shown meanwhile is to be taken back
        store.shown(edited.question(), "99.1");
        assertThat(store.find("slack", "1").orElseThrow().handle()).isEqualTo("99.1");
        store.withdrawn(edited.question());
        assertThat(store.find("slack", "1").orElseThrow().handle()).isNull();
        assertThat(store.edit("slack", "2", "new", "5.3")).isEmpty();
    }

    @Test
    void anEditThatComesBehindALaterOneChangesNothing() {
        take(question("1", "first"), Set.of());
        store.edit("slack", "1", "second", "5.2");
        assertThat(store.edit("slack", "1", "earlier", "5.1")).isEmpty();
        assertThat(store.edit("slack", "1", "the same again", "5.2")).isEmpty();
        assertThat(store.edit("slack", "1", "second", "5.4"))
                .isEmpty(); // the words are the same, and yet it is the last
        assertThat(store.edit("slack", "1", "third", "5.3")).isEmpty();
        assertThat(store.find("slack", "1").orElseThrow().question().text()).isEqualTo("second");
    }

    @Test
    void aQuestionThatComesInEditedWordsIsEditedByLaterOnesAlone() {
        store.take(question("1", "second"), "5.2", Set.of());
        assertThat(store.edit("slack", "1", "first", "5.1")).isEmpty();
        assertThat(store.edit("slack", "1", "third", "5.3")).isPresent();
    }

    @Test
    void whatHasNoWordsDoesNotWaitUntilItHasSome() {
        assertThat(store.take(question("1", ""), "5.1", Set.of())).isTrue();
        take(question("2", "a"), Set.of());
        assertThat(store.edit("slack", "2", "", "5.1").orElseThrow().isAsked()).isFalse();
        assertThat(store.unanswered()).isEmpty();
        for (String id : List.of("1", "2")) {
            ChatStore.Kept kept = store.edit("slack", id, "new", "5.2").orElseThrow();
            assertThat(kept.isAsked()).isTrue();
            assertThat(kept.state()).isEqualTo(ChatStore.State.WAITING);
        }
    }

    @Test
    void aQuestionThatIsDeletedBeforeItComesIsNotTakenWhereItWasToCome() {
        assertThat(store.delete("slack", "1", true)).isEmpty();
        assertThat(store.delete("slack", "2", false)).isEmpty();
        assertThat(take(question("1", "a"), Set.of("event 1"))).isFalse();
        assertThat(take(question("2", "a"), Set.of("event 2"))).isTrue();
        assertThat(store.unanswered()).hasSize(1);
    }

    @Test
    void aQuestionThatIsKeptForLongerThanItsDeliveriesIsNotTakenAnew() {
        take(question("1", "a"), Set.of("event 1"));
        now = now.plus(Duration.ofDays(3));
        store.sweep(Duration.ofDays(9));
        assertThat(take(question("1", "b"), Set.of("event 2"))).isFalse();
        assertThat(store.find("slack", "1").orElseThrow().question().text()).isEqualTo("a");
    }

    @Test
    void ofManyEditsAtOnceTheLastStays() throws Exception {
        take(question("1", "first"), Set.of());
        List<Future<?>> edits = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 10; i < 60; i++) {
                String number = Integer.toString(i);
                edits.add(clients.submit(() -> store.edit("slack", "1", "words " + number, "5." + number)));
            }
        }
        for (Future<?> edit : edits) {
            edit.get();
        }
        assertThat(store.find("slack", "1").orElseThrow().question().text()).isEqualTo("words 59");
    }

    @Test
    void anOldQuestionThatIsEditedHasWaitedSinceThen() {
        take(question("1", "a"), Set.of());
        store.done(question("1", "a"), "1.1");
        now = now.plus(Duration.ofDays(3));
        store.edit("slack", "1", "b", "5.1");
        assertThat(store.unanswered()).hasSize(1);
        store.sweep(Duration.ofDays(2));
        assertThat(store.unanswered()).hasSize(1);
    }

    @Test
    void whatHasOtherWordsByNowIsNotDone() {
        take(question("1", "a"), Set.of());
        store.edit("slack", "1", "b", "5.1");
        store.done(question("1", "a"), "1.1");
        assertThat(store.find("slack", "1").orElseThrow())
                .extracting(ChatStore.Kept::state, ChatStore.Kept::handle)
                .containsExactly(ChatStore.State.WAITING, "1.1");
        store.done(question("1", "b"), "1.1");
        assertThat(store.find("slack", "1").orElseThrow().state()).isEqualTo(ChatStore.State.DONE);
    }

    @Test
    void aThreadIsTheConversationThatWasAnsweredLastInIt() {
        take(question("1", "a"), Set.of());
        assertThat(store.conversation("slack", "thread")).isEmpty();
        store.answered(question("1", "a"), "first", "a1");
        store.answered(question("1", "a"), "second", "a2");
        assertThat(store.conversation("slack", "thread")).hasValue("second");
        assertThat(store.answer("slack", "a2").orElseThrow().question().id()).isEqualTo("1");
        assertThat(store.answer("slack", "a1")).isEmpty();
        assertThat(store.answer("webhook", "a2")).isEmpty();
    }

    @Test
    void whatIsTooOldGoes() {
        take(question("old", "a"), Set.of("event old"));
        store.answered(question("old", "a"), "conversation", "answer");
        now = now.plus(Duration.ofDays(10));
        take(question("young", "b"), Set.of("event young"));
        store.sweep(Duration.ofDays(9));
        assertThat(store.find("slack", "old")).isEmpty();
        assertThat(store.conversation("slack", "thread")).isEmpty();
        assertThat(store.find("slack", "young")).isPresent();
        assertThat(take(question("again", "a"), Set.of("event old"))).isTrue();
        assertThat(take(question("again", "b"), Set.of("event young"))).isFalse();
    }

    /** A database of an earlier version has questions without an account. */
    @Test
    void aQuestionThatAnEarlierProgramKeptIsThisMachines() {
        database.transaction(
                handle -> handle.execute("INSERT INTO chat_question (channel, id, question, state, waiting_since)"
                        + " VALUES ('slack', 'x', '{\"channel\":\"slack\",\"id\":\"x\",\"thread\":\"t\",\"asker\":\"U\","
                        + "\"text\":\"a\",\"collections\":[],\"language\":\"en\",\"details\":{}}', 'WAITING', 1)"));
        ChatQuestion kept = store.find("slack", "x").orElseThrow().question();
        assertThat(kept.principal()).isEqualTo(dev.footnote.access.Principal.LOCAL);
    }
}
