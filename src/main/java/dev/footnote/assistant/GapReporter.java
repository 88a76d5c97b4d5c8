package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.access.Principal;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.ConversationTurn;
import dev.footnote.conversation.DocumentCitations;
import dev.footnote.conversation.QuestionExport;
import dev.footnote.index.DocumentPosition;
import dev.footnote.index.DocumentSummary;
import dev.footnote.inference.Encoder;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what the documents lack, from what was asked of them. Safe for use by many threads. */
@Singleton
public final class GapReporter {

    /** The newest so many questions are looked at. */
    private static final int MOST_QUESTIONS = 2000;

    private static final int MOST_DOCUMENTS = 100;
    private static final int PAGE = 1000;

    private final ConversationStore conversations;
    private final Library library;
    private final Encoder encoder;

    GapReporter(ConversationStore conversations, Library library, Encoder encoder) {
        this.conversations = conversations;
        this.library = library;
        this.encoder = encoder;
    }

    /**
     * Reports on what everyone has asked.
     *
     * @param principal who reads the report: only documents that they may see count as never cited
     * @param since from when on questions count
     * @throws dev.footnote.DeadlineExceededException if it could not be done in time
     * @throws dev.footnote.store.StoreException if the conversations cannot be read
     */
    public GapReport report(Principal principal, Instant since, Deadline deadline) {
        List<ConversationTurn> unanswered = conversations.unanswered(since, MOST_QUESTIONS);
        Map<String, float[]> vectors = new HashMap<>();
        List<Gap> gaps = QuestionGroups.of(
                        unanswered,
                        turn -> vectors.computeIfAbsent(
                                turn.turn().answer().understoodAs(), text -> encoder.encodeQuery(text, deadline)))
                .stream()
                .map(Gap::new)
                .toList();
        List<DocumentCitations> cited = conversations.citedDocuments();
        List<DocumentPosition> never = neverCited(principal, cited, deadline);
        return new GapReport(
                since,
                conversations.count(since),
                gaps,
                cited.subList(0, Math.min(MOST_DOCUMENTS, cited.size())),
                never.subList(0, Math.min(MOST_DOCUMENTS, never.size())),
                never.size());
    }

    /**
     * Returns what was rated and what was not answered as questions to evaluate with: see {@link QuestionExport}. Feedback decides about a
     * question that is both.
     *
     * @param since from when on unanswered questions count
     */
    public String questions(Instant since) {
        List<ConversationTurn> turns = new ArrayList<>(conversations.rated(MOST_QUESTIONS));
        turns.addAll(conversations.unanswered(since, MOST_QUESTIONS));
        return QuestionExport.of(turns);
    }

    private List<DocumentPosition> neverCited(Principal principal, List<DocumentCitations> cited, Deadline deadline) {
        Set<DocumentPosition> known = new HashSet<>();
        cited.forEach(each -> known.add(new DocumentPosition(each.collection(), each.path())));
        List<DocumentPosition> never = new ArrayList<>();
        Optional<DocumentPosition> after = Optional.empty();
        List<DocumentSummary> page;
        do {
            deadline.check("looking for documents that no answer cites");
            page = library.documents(principal, after, PAGE).documents();
            page.stream()
                    .map(DocumentSummary::position)
                    .filter(position -> !known.contains(position))
                    .forEach(never::add);
            after = page.isEmpty() ? after : Optional.of(page.getLast().position());
        } while (page.size() == PAGE);
        return never;
    }
}
