package dev.footnote.conversation;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations. Everything belongs to a principal, and what belongs to another is as absent, but for what reports are made of. What a method has written is durable when
 * it returns. Safe for use by many threads, and of several programs on one database.
 *
 * <p>All methods throw {@link dev.footnote.store.StoreException} if the database fails.
 */
public interface ConversationStore {

    /**
     * Begins a conversation, and keeps its first turn.
     *
     * @param id unguessable, and of no other conversation
     * @param texts the texts of the documents that the answer cites, by content hash
     */
    Conversation begin(Principal principal, String id, Answer answer, Map<String, CitedText> texts);

    /**
     * Keeps a turn of a conversation.
     *
     * @param parentId the id of the answer that it follows; null: it begins the conversation anew
     * @param texts the texts of the documents that the answer cites, by content hash
     * @return empty if there is no such conversation, or no such answer in it
     */
    Optional<Turn> append(
            Principal principal,
            String conversationId,
            @Nullable String parentId,
            Answer answer,
            Map<String, CitedText> texts);

    /** Returns a conversation. */
    Optional<Conversation> find(Principal principal, String conversationId);

    /** Returns all turns of a conversation in the order of their numbers; empty if there is no such conversation. */
    List<Turn> turns(Principal principal, String conversationId);

    /**
     * Returns conversations, those with the newest turn first.
     *
     * @param after the last one of the page before; null: the first page
     * @param limit how many at most
     */
    List<Conversation> list(Principal principal, @Nullable Conversation after, int limit);

    /** Gives a conversation another title; empty if there is no such conversation. */
    Optional<Conversation> rename(Principal principal, String conversationId, String title);

    /** Deletes a conversation and all that only it needs; false if there is no such conversation. */
    boolean delete(Principal principal, String conversationId);

    /**
     * Deletes a question with its answer, and all that only it needs: what was said of it, and the conversation where nothing else is left in it.
     * What followed stays, behind what came before; a conversation that had the question for its title is called by the next one.
     *
     * @return false if there is no such answer
     */
    boolean forget(Principal principal, String answerId);

    /** Says what the person thought of an answer, in place of what was said before; false if there is no such answer. */
    boolean rate(Principal principal, String answerId, Feedback feedback);

    /** Returns answers that feedback was given to, by whomever, the newest feedback first. */
    List<ConversationTurn> rated(int limit);

    /** Returns turns of everyone's conversations since then that were not answered, or only in part, or to someone's dislike; the newest first. */
    List<ConversationTurn> unanswered(Instant since, int limit);

    /** Returns how many turns everyone's conversations have since then. */
    int count(Instant since);

    /** Returns how many of everyone's answers cite each document that any cites, the most cited first. */
    List<DocumentCitations> citedDocuments();

    /** Returns a document as an answer of the principal's cites it, whatever has become of it since. */
    Optional<CitedDocument> cited(Principal principal, String documentId, String contentHash);

    /**
     * Deletes what is too old or too much.
     *
     * @param before conversations whose last turn is older go
     * @param most of each principal's conversations, those beyond so many go, the oldest first
     * @return how many went
     */
    int sweep(Instant before, int most);
}
