package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Suggests questions, each proven: it is asked, and its answer must cite the words that it was made of. Safe for use by many threads.
 */
@Singleton
public final class Suggestions {

    private static final int MOST_DOCUMENTS = 5;

    /** How much of a document's beginning questions are made of, in characters. */
    private static final int READ = 40_000;

    /** How many are tried for each that is wanted: each costs as much as a question. */
    private static final int TRIES = 3;

    private final PassageIndex index;
    private final CollectionAccess access;
    private final Assistant assistant;
    private final SentenceSplitter splitter = new SentenceSplitter();

    Suggestions(PassageIndex index, CollectionAccess access, Assistant assistant) {
        this.index = index;
        this.access = access;
        this.assistant = assistant;
    }

    /**
     * A question that the documents answer.
     *
     * @param question the question
     * @param documentId the document that its first footnote opens
     */
    public record Suggestion(String question, String documentId) {}

    /** A question before it is proven, and the words that should answer it. */
    private record Written(String question, Document document, Span source) {}

    /**
     * Suggests questions about the documents in scope.
     *
     * @param asked questions not to suggest again
     * @param limit how many to return at most, at least 1
     * @return as many as can be proven in time, possibly none
     */
    public List<Suggestion> suggest(
            Principal principal, Scope scope, Collection<String> asked, int limit, Deadline deadline) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        known.addAll(asked);
        List<Suggestion> proven = new ArrayList<>();
        int tried = 0;
        for (Written written : inTurn(documents(principal, scope))) {
            if (proven.size() == limit || tried == limit * TRIES) {
                break;
            }
            if (known.add(written.question())) {
                tried++;
                try {
                    Answer answer = assistant.ask(new Question(written.question()), principal, scope, deadline);
                    if (proves(answer, written)) {
                        proven.add(new Suggestion(
                                written.question(), written.document().id()));
                    }
                } catch (DeadlineExceededException e) {
                    // What was proven in time is still worth suggesting
                    break;
                }
            }
        }
        return proven;
    }

    private static boolean proves(Answer answer, Written written) {
        return answer.status() == AnswerStatus.ANSWERED
                && answer.citations().stream()
                        .anyMatch(citation ->
                                citation.documentId().equals(written.document().id())
                                        && written.source().overlaps(new Span(citation.start(), citation.end())));
    }

    private List<Document> documents(Principal principal, Scope scope) {
        PassageFilter filter = scope.filter(access.visible(principal, scope.collections()));
        try (Snapshot snapshot = index.snapshot()) {
            List<String> ids = snapshot.documents(filter, Optional.empty(), MOST_DOCUMENTS).stream()
                    .map(DocumentSummary::id)
                    .toList();
            return ids.stream()
                    .flatMap(id -> snapshot.document(id, filter).stream())
                    .toList();
        }
    }

    /** Returns the questions of each document: the first of each, then the second of each, and so on. */
    private List<Written> inTurn(List<Document> documents) {
        List<List<Written>> written = documents.stream().map(this::written).toList();
        int longest = written.stream().mapToInt(List::size).max().orElse(0);
        List<Written> inTurn = new ArrayList<>();
        for (int rank = 0; rank < longest; rank++) {
            for (List<Written> ofDocument : written) {
                if (rank < ofDocument.size()) {
                    inTurn.add(ofDocument.get(rank));
                }
            }
        }
        return inTurn;
    }

    /** Returns questions of each form in turn, so that not all ask the same way; those about headings last. */
    private List<Written> written(Document document) {
        String text =
                document.text().substring(0, Math.min(READ, document.text().length()));
        Map<String, List<Written>> byForm = new LinkedHashMap<>();
        for (Span sentence : splitter.split(text)) {
            for (String question : QuestionWriter.about(sentence.of(text))) {
                String form = question.substring(0, question.indexOf(' '));
                byForm.computeIfAbsent(form, key -> new ArrayList<>()).add(new Written(question, document, sentence));
            }
        }
        List<Written> written = new ArrayList<>();
        int most = byForm.values().stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < most; rank++) {
            for (List<Written> form : byForm.values()) {
                if (rank < form.size()) {
                    written.add(form.get(rank));
                }
            }
        }
        for (int i = 0; i < document.headings().size(); i++) {
            var heading = document.headings().get(i);
            int end = i + 1 < document.headings().size()
                    ? document.headings().get(i + 1).start()
                    : document.text().length();
            Span under = new Span(heading.end(), Math.max(heading.end(), end));
            QuestionWriter.under(document.text().substring(heading.start(), heading.end()))
                    .forEach(question -> written.add(new Written(question, document, under)));
        }
        return written;
    }
}
