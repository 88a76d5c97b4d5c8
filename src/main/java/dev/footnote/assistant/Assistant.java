package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.FinishReason;
import dev.footnote.answer.Timings;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * Takes a question to its answer:
 *
 * <ol>
 *   <li>analyse the question ({@code QuestionAnalysis}),
 *   <li>search and read ({@link Retriever}),
 *   <li>extract the answer, or abstain ({@code ExtractiveAnswerer}),
 *   <li>verify every citation against the stored text and number them ({@code AnswerComposer}, {@code CitationVerifier}).
 * </ol>
 *
 * <p>One snapshot of the index is held from search to verification. Safe for use by many threads.
 */
@Singleton
public final class Assistant {

    private static final String NOT_FOUND =
            "No sentence was found in the documents that answers this question surely enough.";
    private static final String NO_DOCUMENTS = "There are no documents to answer this question from.";

    private final PassageIndex index;
    private final CollectionAccess access;
    private final Retriever retriever;
    private final ExtractiveAnswerer answerer;
    private final AnswerConfiguration configuration;
    private final SecureRandom random = new SecureRandom();

    Assistant(
            PassageIndex index,
            CollectionAccess access,
            Retriever retriever,
            ExtractiveAnswerer answerer,
            AnswerConfiguration configuration) {
        this.index = index;
        this.access = access;
        this.retriever = retriever;
        this.answerer = answerer;
        this.configuration = configuration;
    }

    /** Returns a deadline as far away as the configuration allows a question to take. */
    public Deadline deadline() {
        return Deadline.after(configuration.timeout());
    }

    /**
     * Answers a question.
     *
     * @throws NothingIndexedException if no generation of the index has been published yet
     * @throws dev.footnote.DeadlineExceededException if the answer was not ready in time
     * @throws dev.footnote.inference.ModelBusyException if the local models have no room for it
     */
    public Answer ask(Question question, Principal principal, Scope scope, Deadline deadline) {
        Stopwatch stopwatch = new Stopwatch();
        QuestionAnalysis analysis = QuestionAnalysis.of(question);
        Query query = new Query(question.text());
        long understand = stopwatch.lap();
        PassageFilter filter = filter(principal, scope);
        try (Snapshot snapshot = published()) {
            List<Candidate> candidates =
                    retriever.search(snapshot, query, filter, Retriever.DEPTH_FOR_ANSWERS, deadline);
            long retrieve = stopwatch.lap();
            List<Candidate> read = retriever.read(question.text(), candidates, deadline);
            long reading = stopwatch.lap();
            Draft draft = answerer.answer(analysis, snapshot.coverage(question.text()), read);
            AnswerComposer composer = new AnswerComposer(new CitationVerifier(snapshot, filter));
            draft.sentences().forEach(composer::append);
            List<Citation> nearest = composer.nearest(draft.nearest());
            boolean answered = draft.status() == AnswerStatus.ANSWERED
                    && !composer.citations().isEmpty();
            return new Answer(
                    newId(),
                    answered ? AnswerStatus.ANSWERED : AnswerStatus.NOT_FOUND,
                    question.text(),
                    query.text(),
                    answered ? draft.shortAnswer() : null,
                    draft.confidence(),
                    answered ? composer.text() : unanswered(snapshot, filter),
                    answered ? composer.sentences() : List.of(),
                    composer.citations(),
                    composer.dropped(),
                    nearest,
                    FinishReason.COMPLETE,
                    snapshot.generation(),
                    snapshot.state(),
                    "extractive",
                    false,
                    new Timings(understand, retrieve, reading, stopwatch.lap()));
        }
    }

    /**
     * Finds passages without answering.
     *
     * @param limit how many to return at most, at least 1
     * @throws NothingIndexedException if no generation of the index has been published yet
     */
    public Findings search(Question question, Principal principal, Scope scope, int limit, Deadline deadline) {
        Stopwatch stopwatch = new Stopwatch();
        PassageFilter filter = filter(principal, scope);
        try (Snapshot snapshot = published()) {
            List<Candidate> candidates = retriever.search(
                    snapshot,
                    new Query(question.text()),
                    filter,
                    Math.max(limit, Retriever.DEPTH_FOR_ANSWERS),
                    deadline);
            long retrieve = stopwatch.lap();
            List<Candidate> read = retriever.read(question.text(), candidates, deadline);
            return new Findings(
                    read.subList(0, Math.min(limit, read.size())),
                    snapshot.generation(),
                    snapshot.state(),
                    new Timings(0, retrieve, stopwatch.lap(), 0));
        }
    }

    private static String unanswered(Snapshot snapshot, PassageFilter filter) {
        return snapshot.passageCount(filter) == 0 ? NO_DOCUMENTS : NOT_FOUND;
    }

    private PassageFilter filter(Principal principal, Scope scope) {
        return new PassageFilter(access.visible(principal, scope.collections()), scope.documents(), scope.folders());
    }

    private Snapshot published() {
        Snapshot snapshot = index.snapshot();
        if (snapshot.generation() == 0) {
            snapshot.close();
            throw new NothingIndexedException();
        }
        return snapshot;
    }

    private String newId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Measures the stages of one request. */
    private static final class Stopwatch {
        private long started = System.nanoTime();

        /** Returns the milliseconds since the last lap. */
        long lap() {
            long now = System.nanoTime();
            long milliseconds = Duration.ofNanos(now - started).toMillis();
            started = now;
            return milliseconds;
        }
    }
}
