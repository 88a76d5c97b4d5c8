package dev.footnote.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.store.Store;
import dev.footnote.store.StoreException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what has been delivered, asked and shown in chats. What a method has written is durable when it returns. Safe for use by many threads.
 */
@Singleton
final class ChatStore {

    /** Slack delivers again for some six minutes, and people start a program again the next morning. */
    static final Duration DELIVERIES_KEPT = Duration.ofDays(2);

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private static final String COLUMNS =
            "SELECT question, state, handle, conversation_id, answer_id, edited FROM chat_question ";

    private final SharedTransactions transactions;
    private final Clock clock;

    @Inject
    ChatStore(Store store) {
        this(store, Clock.systemUTC());
    }

    ChatStore(Store store, Clock clock) {
        this.transactions = new SharedTransactions(store);
        this.clock = clock;
    }

    /** What has become of a question. */
    enum State {
        WAITING,
        DONE,
        DELETED
    }

    /**
     * A question and what has become of it.
     *
     * @param handle how the chat program calls what is shown; null: nothing is
     * @param conversationId null: not answered yet, or conversations are not kept
     * @param answerId null: not answered yet
     * @param edited when it was edited last, as the chat program tells it; empty: never
     */
    record Kept(
            ChatQuestion question,
            State state,
            @Nullable String handle,
            @Nullable String conversationId,
            @Nullable String answerId,
            String edited) {

        /** Tells whether anything is asked yet: false once the question is deleted, or edited so that no words are left. */
        boolean isAsked() {
            return state != State.DELETED && !question.text().isEmpty();
        }
    }

    /**
     * Keeps a question unless it, or one of its deliveries, has come before. It waits, unless it has no words.
     *
     * @param edited when its words were edited, as the chat program tells it; empty: never
     * @param deliveries how the chat program calls this delivery, and all else by which the same question is told
     * @return false if it has come before; then nothing is kept
     */
    boolean take(ChatQuestion question, String edited, Set<String> deliveries) {
        Set<String> ids = ids(question, deliveries);
        return transactions.run(handle -> take(handle, question, edited, ids));
    }

    /** In one order, so that no two transactions wait for each other. */
    private static Set<String> ids(ChatQuestion question, Set<String> deliveries) {
        Set<String> ids = new TreeSet<>(deliveries);
        ids.add(delivery(question.id()));
        return ids;
    }

    private static String delivery(String id) {
        return "question " + id;
    }

    private boolean take(Handle handle, ChatQuestion question, String edited, Set<String> ids) {
        boolean fresh = true;
        for (String id : ids) {
            fresh &= deliver(handle, question.channel(), id);
        }
        // Questions are kept for longer than deliveries
        return fresh
                && handle.createUpdate("INSERT INTO chat_question (channel, id, question, state, waiting_since, edited)"
                                        + " VALUES (:channel, :id, :question, :state, :now, :edited)"
                                        + " ON CONFLICT (channel, id) DO NOTHING")
                                .bind("channel", question.channel())
                                .bind("id", question.id())
                                .bind("question", write(question))
                                .bind("state", state(question.text()).name())
                                .bind("now", clock.instant().toEpochMilli())
                                .bind("edited", edited)
                                .execute()
                        > 0;
    }

    private static State state(String words) {
        return words.isEmpty() ? State.DONE : State.WAITING;
    }

    private boolean deliver(Handle handle, String channel, String id) {
        return handle.createUpdate("INSERT INTO chat_delivery (channel, id, seen) VALUES (:channel, :id, :now)"
                                + " ON CONFLICT (channel, id) DO NOTHING")
                        .bind("channel", channel)
                        .bind("id", id)
                        .bind("now", clock.instant().toEpochMilli())
                        .execute()
                > 0;
    }

    /** Forgets a question and its deliveries, so that the chat program may bring it again. */
    void release(ChatQuestion question, Set<String> deliveries) {
        transactions.run(handle -> {
            for (String id : ids(question, deliveries)) {
                handle.createUpdate("DELETE FROM chat_delivery WHERE channel = :channel AND id = :id")
                        .bind("channel", question.channel())
                        .bind("id", id)
                        .execute();
            }
            return handle.createUpdate("DELETE FROM chat_question WHERE channel = :channel AND id = :id")
                    .bind("channel", question.channel())
                    .bind("id", question.id())
                    .execute();
        });
    }

    Optional<Kept> find(String channel, String id) {
        return transactions.run(handle -> find(handle, channel, id));
    }

    private static Optional<Kept> find(Handle handle, String channel, String id) {
        return handle.createQuery(COLUMNS + "WHERE channel = :channel AND id = :id")
                .bind("channel", channel)
                .bind("id", id)
                .map((row, context) -> kept(row))
                .findOne();
    }

    Optional<Kept> answer(String channel, String answerId) {
        return transactions.run(
                handle -> handle.createQuery(COLUMNS + "WHERE channel = :channel AND answer_id = :answer LIMIT 1")
                        .bind("channel", channel)
                        .bind("answer", answerId)
                        .map((row, context) -> kept(row))
                        .findOne());
    }

    /** Returns the questions that were asked or edited lately and have got no answer, those first that have waited longest. */
    List<Kept> unanswered() {
        return transactions.run(handle -> handle.createQuery(
                        COLUMNS + "WHERE state = 'WAITING' AND waiting_since >= :since ORDER BY waiting_since, id")
                .bind("since", clock.instant().minus(DELIVERIES_KEPT).toEpochMilli())
                .map((row, context) -> kept(row))
                .list());
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                read(row.getString("question")),
                State.valueOf(row.getString("state")),
                row.getString("handle"),
                row.getString("conversation_id"),
                row.getString("answer_id"),
                row.getString("edited"));
    }

    /**
     * Keeps that a question is deleted, and its words no more.
     *
     * @param mayCome whether it is to be kept of a question that has not come yet, which is then not taken any more
     * @return the question as it is kept; empty if it has not come
     */
    Optional<Kept> delete(String channel, String id, boolean mayCome) {
        return transactions.run(handle -> {
            Optional<Kept> kept = find(handle, channel, id);
            if (kept.isPresent()) {
                handle.createUpdate(
                                "UPDATE chat_question SET state = 'DELETED', question = :question WHERE channel = :channel AND id = :id")
                        .bind("question", write(kept.get().question().edited("")))
                        .bind("channel", channel)
                        .bind("id", id)
                        .execute();
            } else if (mayCome) {
                deliver(handle, channel, delivery(id));
            }
            return kept;
        });
    }

    /** Keeps what is shown, and that nothing is left to do; unless the question has other words by now, or is deleted. */
    void done(ChatQuestion question, @Nullable String shown) {
        transactions.run(handle -> {
            State state = find(handle, question.channel(), question.id())
                    .filter(kept -> kept.state() == State.DELETED
                            || !kept.question().text().equals(question.text()))
                    .map(Kept::state)
                    .orElse(State.DONE);
            return handle.createUpdate("UPDATE chat_question SET handle = COALESCE(:shown, handle), state = :state"
                            + " WHERE channel = :channel AND id = :id")
                    .bind("shown", shown)
                    .bind("state", state.name())
                    .bind("channel", question.channel())
                    .bind("id", question.id())
                    .execute();
        });
    }

    /** Keeps how the chat program calls what is shown, even of a deleted question: it is to be taken back. */
    void shown(ChatQuestion question, String handle) {
        set(question, "handle", handle);
    }

    /** Keeps that nothing is shown any more. */
    void withdrawn(ChatQuestion question) {
        set(question, "handle", null);
    }

    private void set(ChatQuestion question, String column, @Nullable String value) {
        transactions.run(handle -> handle.createUpdate(
                        "UPDATE chat_question SET " + column + " = :value" + " WHERE channel = :channel AND id = :id")
                .bind("value", value)
                .bind("channel", question.channel())
                .bind("id", question.id())
                .execute());
    }

    /** Keeps which answer a question has, and that its thread is that conversation. */
    void answered(ChatQuestion question, @Nullable String conversationId, String answerId) {
        transactions.run(handle -> {
            if (conversationId != null) {
                handle.createUpdate(
                                "INSERT INTO chat_thread (channel, thread, conversation_id, updated)"
                                        + " VALUES (:channel, :thread, :conversation, :now) ON CONFLICT (channel, thread)"
                                        + " DO UPDATE SET conversation_id = excluded.conversation_id, updated = excluded.updated")
                        .bind("channel", question.channel())
                        .bind("thread", question.thread())
                        .bind("conversation", conversationId)
                        .bind("now", clock.instant().toEpochMilli())
                        .execute();
            }
            return handle.createUpdate("UPDATE chat_question SET conversation_id = :conversation, answer_id = :answer"
                            + " WHERE channel = :channel AND id = :id")
                    .bind("conversation", conversationId)
                    .bind("answer", answerId)
                    .bind("channel", question.channel())
                    .bind("id", question.id())
                    .execute();
        });
    }

    /**
     * Gives a question other words, and lets it wait again, unless no words are left.
     *
     * @param edited when it was edited, as the chat program tells it: later ones sort behind earlier ones
     * @return as it is now; empty if there is no such question, it was deleted, it has been edited later than that, or its words are the same
     */
    Optional<Kept> edit(String channel, String id, String words, String edited) {
        return transactions.run(handle -> {
            Optional<Kept> earlier = find(handle, channel, id)
                    .filter(kept ->
                            kept.state() != State.DELETED && kept.edited().compareTo(edited) < 0);
            earlier.ifPresent(kept -> handle.createUpdate(
                            "UPDATE chat_question SET edited = :edited WHERE channel = :channel AND id = :id")
                    .bind("edited", edited)
                    .bind("channel", channel)
                    .bind("id", id)
                    .execute());
            Optional<Kept> changed =
                    earlier.filter(kept -> !kept.question().text().equals(words));
            changed.ifPresent(kept -> handle.createUpdate("UPDATE chat_question SET question = :question,"
                            + " state = :state, waiting_since = :now WHERE channel = :channel AND id = :id")
                    .bind("question", write(kept.question().edited(words)))
                    .bind("state", state(words).name())
                    .bind("now", clock.instant().toEpochMilli())
                    .bind("channel", channel)
                    .bind("id", id)
                    .execute());
            return changed.flatMap(kept -> find(handle, channel, id));
        });
    }

    /** Returns which conversation a thread is; empty: none yet. */
    Optional<String> conversation(String channel, String thread) {
        return transactions.run(handle -> handle.createQuery(
                        "SELECT conversation_id FROM chat_thread WHERE channel = :channel AND thread = :thread")
                .bind("channel", channel)
                .bind("thread", thread)
                .mapTo(String.class)
                .findOne());
    }

    /**
     * Deletes what is not needed any more.
     *
     * @param keep threads and questions that are older go
     */
    void sweep(Duration keep) {
        Instant before = clock.instant().minus(keep);
        transactions.run(handle -> {
            delete(handle, "chat_delivery WHERE seen < :before", clock.instant().minus(DELIVERIES_KEPT));
            delete(handle, "chat_question WHERE waiting_since < :before", before);
            return delete(handle, "chat_thread WHERE updated < :before", before);
        });
    }

    private static int delete(Handle handle, String what, Instant before) {
        return handle.createUpdate("DELETE FROM " + what)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    private static String write(ChatQuestion question) {
        try {
            return JSON.writeValueAsString(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a question must be writable as JSON", e);
        }
    }

    private static ChatQuestion read(String json) {
        try {
            return JSON.readValue(json, ChatQuestion.class);
        } catch (JsonProcessingException e) {
            throw new StoreException("A question that was kept cannot be read: it was written by another program.", e);
        }
    }
}
