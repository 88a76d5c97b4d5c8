package dev.footnote.assistant;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import dev.footnote.conversation.CitedText;
import dev.footnote.conversation.ConversationConfiguration;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Turn;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds conversations: answers each question after what was said before, and keeps both. Questions of one conversation are answered one after
 * the other. Safe for use by many threads.
 */
@Singleton
public final class Dialogue {

    /** What was said longer ago says little of what is meant now. */
    private static final int LONGEST_HISTORY = 10;

    private static final int ID_BYTES = 16;

    private final Assistant assistant;
    private final Library library;
    private final ConversationStore conversations;
    private final ConversationConfiguration configuration;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Turns> asking = new ConcurrentHashMap<>();

    Dialogue(
            Assistant assistant,
            Library library,
            ConversationStore conversations,
            ConversationConfiguration configuration) {
        this.assistant = assistant;
        this.library = library;
        this.conversations = conversations;
        this.configuration = configuration;
    }

    /** Lets the questions of one conversation wait for each other. */
    private static final class Turns {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int waiting;
    }

    /**
     * Where in a conversation a question belongs.
     *
     * @param conversationId the conversation; null: a new one
     * @param parentId the answer that it follows, where that is not the last one: so a question can be edited, or asked again; null: the last
     * @param beginning whether it is to begin the conversation anew, as its first question edited
     */
    public record Place(
            @Nullable String conversationId, @Nullable String parentId, boolean beginning) {

        /** The beginning of a new conversation. */
        public static final Place NEW = new Place(null, null, false);
    }

    /**
     * An answer and the conversation it belongs to.
     *
     * @param conversationId null: conversations are not kept
     * @param answer the answer
     */
    public record Told(@Nullable String conversationId, Answer answer) {}

    /**
     * Answers a question in a conversation, and keeps both: when this returns, they are durable.
     *
     * @throws NoSuchConversationException if the place does not exist for this principal
     * @throws dev.footnote.store.StoreException if it could not be kept
     * @see Assistant#ask(Question, List, Principal, Scope, Deadline, Cancellation, AnswerListener)
     */
    public Told ask(
            Question question,
            Place place,
            Principal principal,
            Scope scope,
            Deadline deadline,
            Cancellation cancellation,
            AnswerListener listener) {
        Function<List<Exchange>, Answer> answer =
                history -> assistant.ask(question, history, principal, scope, deadline, cancellation, listener);
        if (place.conversationId() == null) {
            String id = configuration.isOn() ? newId() : null;
            listener.conversing(id);
            Answer told = answer.apply(List.of());
            if (id != null) {
                conversations.begin(principal, id, told, texts(principal, told));
            }
            return new Told(id, told);
        }
        String id = place.conversationId();
        Turns turns = asking.compute(id, (key, known) -> {
            Turns each = known == null ? new Turns() : known;
            each.waiting++;
            return each;
        });
        try {
            lock(turns.lock, deadline);
            try {
                return next(id, place, principal, answer, listener);
            } finally {
                turns.lock.unlock();
            }
        } finally {
            asking.computeIfPresent(id, (key, known) -> {
                known.waiting--;
                return known.waiting == 0 ? null : known;
            });
        }
    }

    private static void lock(ReentrantLock lock, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadlineExceededException("answering the question before this one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeadlineExceededException("answering the question before this one");
        }
    }

    private Told next(
            String id,
            Place place,
            Principal principal,
            Function<List<Exchange>, Answer> answer,
            AnswerListener listener) {
        List<Turn> turns = conversations.turns(principal, id);
        if (turns.isEmpty()) {
            throw new NoSuchConversationException();
        }
        String parentId = place.parentId() == null && !place.beginning()
                ? turns.getLast().answer().id()
                : place.parentId();
        List<Turn> path = path(turns, parentId);
        if (path.isEmpty() && parentId != null) {
            throw new NoSuchConversationException();
        }
        listener.conversing(id);
        Answer told = answer.apply(path.stream().map(Dialogue::exchange).toList());
        if (conversations
                .append(principal, id, parentId, told, texts(principal, told))
                .isEmpty()) {
            throw new NoSuchConversationException(); // deleted while it was answered
        }
        return new Told(id, told);
    }

    /** Returns the last turns that lead to an answer, oldest first. */
    private static List<Turn> path(List<Turn> turns, @Nullable String answerId) {
        Map<String, Turn> byId =
                turns.stream().collect(Collectors.toMap(turn -> turn.answer().id(), turn -> turn));
        Deque<Turn> path = new ArrayDeque<>();
        String at = answerId;
        while (at != null && path.size() < LONGEST_HISTORY) {
            Turn turn = byId.get(at);
            if (turn == null) {
                break;
            }
            path.addFirst(turn);
            at = turn.parentId();
        }
        return List.copyOf(path);
    }

    private static Exchange exchange(Turn turn) {
        Answer answer = turn.answer();
        String text = switch (answer.status()) {
            case ANSWERED, PARTIAL -> answer.text().replaceAll("\\[\\d{1,3}\\]", "");
            case NOT_FOUND, CONVERSATIONAL -> "";
        };
        return new Exchange(answer.question(), answer.understoodAs(), text, answer.shortAnswer(), answer.citations());
    }

    /** Returns the texts of the cited documents, as far as they are still those that were cited. */
    private Map<String, CitedText> texts(Principal principal, Answer answer) {
        Map<String, CitedText> texts = new HashMap<>();
        for (Citation citation : answer.citations()) {
            library.document(principal, citation.documentId())
                    .map(Library.Found::document)
                    .filter(document -> document.contentHash().equals(citation.contentHash()))
                    .ifPresent(document -> texts.put(
                            document.contentHash(),
                            new CitedText(document.text(), document.headings(), document.markup())));
        }
        return texts;
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
