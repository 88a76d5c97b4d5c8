package dev.footnote.conversation;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.store.Store;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Conversations in {@link Store}, by the same SQL for SQLite and PostgreSQL. */
@Singleton
final class JdbiConversationStore implements ConversationStore {

    private static final int LONGEST_TITLE = 80;

    private static final String TURN =
            "SELECT turn.conversation_id, turn.number, turn.parent_id, turn.answer, turn.created,"
                    + " feedback.rating, feedback.reason, feedback.comment, feedback.created AS rated"
                    + " FROM turn JOIN conversation ON conversation.id = turn.conversation_id"
                    + " LEFT JOIN feedback ON feedback.turn_id = turn.id ";

    private final Store store;
    private final Clock clock = Clock.systemUTC();

    JdbiConversationStore(Store store) {
        this.store = store;
    }

    @Override
    public Conversation begin(Principal principal, String id, Answer answer, Map<String, CitedText> texts) {
        return store.transaction(handle -> {
            Instant now = clock.instant();
            Conversation conversation = new Conversation(id, title(answer.question()), millis(now), millis(now));
            handle.createUpdate("INSERT INTO conversation (id, principal, title, created, updated)"
                            + " VALUES (:id, :principal, :title, :now, :now)")
                    .bind("id", id)
                    .bind("principal", principal.id())
                    .bind("title", conversation.title())
                    .bind("now", now.toEpochMilli())
                    .execute();
            insert(handle, id, null, answer, texts, now);
            return conversation;
        });
    }

    /** As the database keeps it. */
    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static String title(String question) {
        String line = question.replaceAll("\\s+", " ").strip();
        if (line.length() <= LONGEST_TITLE) {
            return line;
        }
        int cut = line.lastIndexOf(' ', LONGEST_TITLE - 1);
        int end = cut > LONGEST_TITLE / 2 ? cut : line.offsetByCodePoints(0, LONGEST_TITLE / 2);
        return line.substring(0, end) + "…";
    }

    @Override
    public Optional<Turn> append(
            Principal principal,
            String conversationId,
            @Nullable String parentId,
            Answer answer,
            Map<String, CitedText> texts) {
        return store.transaction(handle -> {
            Instant now = clock.instant();
            // Taking the conversation's row first makes two turns of one conversation wait for each other
            int owned = handle.createUpdate(
                            "UPDATE conversation SET updated = :now WHERE id = :id AND principal = :principal")
                    .bind("now", now.toEpochMilli())
                    .bind("id", conversationId)
                    .bind("principal", principal.id())
                    .execute();
            if (owned == 0 || (parentId != null && !isTurn(handle, conversationId, parentId))) {
                handle.rollback();
                return Optional.empty();
            }
            return Optional.of(insert(handle, conversationId, parentId, answer, texts, now));
        });
    }

    private static boolean isTurn(Handle handle, String conversationId, String id) {
        return handle.createQuery("SELECT id FROM turn WHERE id = :id AND conversation_id = :conversation")
                .bind("id", id)
                .bind("conversation", conversationId)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static Turn insert(
            Handle handle,
            String conversationId,
            @Nullable String parentId,
            Answer answer,
            Map<String, CitedText> texts,
            Instant now) {
        int number = handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM turn WHERE conversation_id = :id")
                .bind("id", conversationId)
                .mapTo(Integer.class)
                .one();
        handle.createUpdate(
                        "INSERT INTO turn (id, conversation_id, number, parent_id, question, status, answer, created)"
                                + " VALUES (:id, :conversation, :number, :parent, :question, :status, :answer, :now)")
                .bind("id", answer.id())
                .bind("conversation", conversationId)
                .bind("number", number)
                .bind("parent", parentId)
                .bind("question", answer.question())
                .bind("status", answer.status().name())
                .bind("answer", KeptJson.answer(answer))
                .bind("now", now.toEpochMilli())
                .execute();
        CitedTexts.keep(handle, answer, texts);
        return new Turn(number, parentId, answer, null, millis(now));
    }

    @Override
    public Optional<Conversation> find(Principal principal, String conversationId) {
        return store.transaction(handle -> find(handle, principal, conversationId));
    }

    private static Optional<Conversation> find(Handle handle, Principal principal, String id) {
        return handle.createQuery(
                        "SELECT id, title, created, updated FROM conversation WHERE id = :id AND principal = :principal")
                .bind("id", id)
                .bind("principal", principal.id())
                .map((row, context) -> conversation(row))
                .findOne();
    }

    private static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                row.getString("id"),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("updated")));
    }

    @Override
    public List<Turn> turns(Principal principal, String conversationId) {
        return store.transaction(handle -> handle.createQuery(TURN
                        + "WHERE conversation.principal = :principal AND conversation.id = :id ORDER BY turn.number")
                .bind("principal", principal.id())
                .bind("id", conversationId)
                .map((row, context) -> turn(row))
                .list());
    }

    private static Turn turn(ResultSet row) throws SQLException {
        String rating = row.getString("rating");
        Feedback feedback = rating == null
                ? null
                : new Feedback(
                        Feedback.Rating.valueOf(rating),
                        row.getString("reason"),
                        row.getString("comment"),
                        Instant.ofEpochMilli(row.getLong("rated")));
        return new Turn(
                row.getInt("number"),
                row.getString("parent_id"),
                KeptJson.answer(row.getString("answer")),
                feedback,
                Instant.ofEpochMilli(row.getLong("created")));
    }

    @Override
    public List<Conversation> list(Principal principal, @Nullable Conversation after, int limit) {
        long updated = after == null ? Long.MAX_VALUE : after.updated().toEpochMilli();
        return store.transaction(handle -> handle.createQuery("SELECT id, title, created, updated FROM conversation"
                        + " WHERE principal = :principal AND (updated < :updated OR (updated = :updated AND id < :id))"
                        + " ORDER BY updated DESC, id DESC LIMIT :limit")
                .bind("principal", principal.id())
                .bind("updated", updated)
                .bind("id", after == null ? "" : after.id())
                .bind("limit", limit)
                .map((row, context) -> conversation(row))
                .list());
    }

    @Override
    public Optional<Conversation> rename(Principal principal, String conversationId, String title) {
        return store.transaction(handle -> {
            handle.createUpdate("UPDATE conversation SET title = :title WHERE id = :id AND principal = :principal")
                    .bind("title", title)
                    .bind("id", conversationId)
                    .bind("principal", principal.id())
                    .execute();
            return find(handle, principal, conversationId);
        });
    }

    @Override
    public boolean delete(Principal principal, String conversationId) {
        return store.transaction(handle -> {
            boolean deleted = handle.createUpdate("DELETE FROM conversation WHERE id = :id AND principal = :principal")
                            .bind("id", conversationId)
                            .bind("principal", principal.id())
                            .execute()
                    > 0;
            CitedTexts.deleteUncited(handle);
            return deleted;
        });
    }

    @Override
    public boolean forget(Principal principal, String answerId) {
        return store.transaction(handle -> {
            Optional<String> conversation = handle.createQuery("SELECT conversation.id FROM turn JOIN conversation"
                            + " ON conversation.id = turn.conversation_id"
                            + " WHERE turn.id = :id AND conversation.principal = :principal")
                    .bind("id", answerId)
                    .bind("principal", principal.id())
                    .mapTo(String.class)
                    .findOne();
            conversation.ifPresent(id -> forget(handle, id, answerId));
            return conversation.isPresent();
        });
    }

    private static void forget(Handle handle, String conversationId, String answerId) {
        String first = "SELECT question FROM turn WHERE conversation_id = :conversation ORDER BY number LIMIT 1";
        String before = question(handle, first, conversationId).orElse("");
        handle.createUpdate("UPDATE turn SET parent_id = (SELECT gone.parent_id FROM turn AS gone WHERE gone.id = :id)"
                        + " WHERE conversation_id = :conversation AND parent_id = :id")
                .bind("id", answerId)
                .bind("conversation", conversationId)
                .execute();
        handle.createUpdate("DELETE FROM turn WHERE id = :id")
                .bind("id", answerId)
                .execute();
        Optional<String> left = question(handle, first, conversationId);
        if (left.isEmpty()) {
            handle.createUpdate("DELETE FROM conversation WHERE id = :conversation")
                    .bind("conversation", conversationId)
                    .execute();
        } else {
            handle.createUpdate("UPDATE conversation SET title = :title WHERE id = :conversation AND title = :before")
                    .bind("title", title(left.get()))
                    .bind("before", title(before))
                    .bind("conversation", conversationId)
                    .execute();
        }
        CitedTexts.deleteUncited(handle);
    }

    private static Optional<String> question(Handle handle, String query, String conversationId) {
        return handle.createQuery(query)
                .bind("conversation", conversationId)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public boolean rate(Principal principal, String answerId, Feedback feedback) {
        return store.transaction(handle -> {
            boolean there = handle.createQuery("SELECT turn.id FROM turn JOIN conversation"
                            + " ON conversation.id = turn.conversation_id"
                            + " WHERE turn.id = :id AND conversation.principal = :principal")
                    .bind("id", answerId)
                    .bind("principal", principal.id())
                    .mapTo(String.class)
                    .findOne()
                    .isPresent();
            if (there) {
                handle.createUpdate("INSERT INTO feedback (turn_id, rating, reason, comment, created)"
                                + " VALUES (:id, :rating, :reason, :comment, :created)"
                                + " ON CONFLICT (turn_id) DO UPDATE SET rating = excluded.rating,"
                                + " reason = excluded.reason, comment = excluded.comment, created = excluded.created")
                        .bind("id", answerId)
                        .bind("rating", feedback.rating().name())
                        .bind("reason", feedback.reason())
                        .bind("comment", feedback.comment())
                        .bind("created", feedback.created().toEpochMilli())
                        .execute();
            }
            return there;
        });
    }

    @Override
    public List<ConversationTurn> rated(int limit) {
        return store.transaction(handle -> handle.createQuery(
                        TURN + "WHERE feedback.rating IS NOT NULL ORDER BY feedback.created DESC, turn.id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> new ConversationTurn(row.getString("conversation_id"), turn(row)))
                .list());
    }

    @Override
    public List<ConversationTurn> unanswered(Instant since, int limit) {
        return store.transaction(handle -> handle.createQuery(TURN + "WHERE turn.created >= :since"
                        + " AND (turn.status IN ('NOT_FOUND', 'PARTIAL') OR feedback.rating = 'DOWN')"
                        + " ORDER BY turn.created DESC, turn.id LIMIT :limit")
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> new ConversationTurn(row.getString("conversation_id"), turn(row)))
                .list());
    }

    @Override
    public int count(Instant since) {
        return store.transaction(handle -> handle.createQuery("SELECT COUNT(*) FROM turn WHERE created >= :since")
                .bind("since", since.toEpochMilli())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public List<DocumentCitations> citedDocuments() {
        return store.transaction(CitedTexts::documents);
    }

    @Override
    public Optional<CitedDocument> cited(Principal principal, String documentId, String contentHash) {
        return store.transaction(handle -> CitedTexts.find(handle, principal, documentId, contentHash));
    }

    @Override
    public int sweep(Instant before, int most) {
        return store.transaction(handle -> {
            int gone = handle.createUpdate("DELETE FROM conversation WHERE updated < :before")
                    .bind("before", before.toEpochMilli())
                    .execute();
            gone += handle.createUpdate("DELETE FROM conversation WHERE id IN (SELECT id FROM (SELECT id,"
                            + " ROW_NUMBER() OVER (PARTITION BY principal ORDER BY updated DESC, id DESC) AS place"
                            + " FROM conversation) AS ranked WHERE place > :most)")
                    .bind("most", most)
                    .execute();
            if (gone > 0) {
                CitedTexts.deleteUncited(handle);
            }
            return gone;
        });
    }
}
