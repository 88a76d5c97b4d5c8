package dev.footnote.assistant;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import dev.footnote.answer.Timings;
import dev.footnote.generation.GenerationConfiguration;
import dev.footnote.generation.GenerationException;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Retriever;
import dev.footnote.retrieval.Synonyms;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a question to its answer:
 *
 * <ol>
 *   <li>reply to small talk ({@code SmallTalk}), or else
 *   <li>take the message apart into its questions and analyse each ({@code QuestionSplitter}, {@code QuestionAnalysis}),
 *   <li>answer as someone has written down for this question ({@link CuratedAnswers}), or from the documents as a whole ({@code Overview}), or else
 *   <li>search and read ({@link Retriever}),
 *   <li>extract the answer, or abstain ({@code ExtractiveAnswerer}), or have a language model write it and check each of its sentences
 *       ({@code GenerativeAnswerer}),
 *   <li>verify every citation against the stored text and number them ({@code AnswerComposer}, {@code CitationVerifier}).
 * </ol>
 *
 * <p>One snapshot of the index is held from search to verification. Safe for use by many threads.
 */
@Singleton
public final class Assistant {

    private static final Logger LOG = LoggerFactory.getLogger(Assistant.class);
    private static final String CURATED = "curated";

    private final PassageIndex index;
    private final CollectionAccess access;
    private final Retriever retriever;
    private final ExtractiveAnswerer answerer;
    private final Overview overview;
    private final CuratedAnswers curatedAnswers;
    private final AnswerConfiguration configuration;
    private final QuestionSplitter splitter;
    private final Synonyms synonyms;
    private final Optional<GenerativeAnswerer> generative;
    private final Optional<QuestionRewriter> rewriter;
    private final GenerationConfiguration generation;
    private final SecureRandom random = new SecureRandom();

    Assistant(
            PassageIndex index,
            CollectionAccess access,
            Retriever retriever,
            ExtractiveAnswerer answerer,
            SupportJudge judge,
            Synonyms synonyms,
            CuratedAnswers curatedAnswers,
            Optional<GenerativeAnswerer> generative,
            Optional<QuestionRewriter> rewriter,
            GenerationConfiguration generation,
            AnswerConfiguration configuration) {
        this.index = index;
        this.access = access;
        this.retriever = retriever;
        this.answerer = answerer;
        this.overview = new Overview(judge);
        this.splitter = new QuestionSplitter(synonyms);
        this.synonyms = synonyms;
        this.curatedAnswers = curatedAnswers;
        this.generative = generative;
        this.rewriter = rewriter;
        this.generation = generation;
        this.configuration = configuration;
    }

    /** Returns a deadline as far away as the configuration allows a question to take. */
    public Deadline deadline() {
        return Deadline.after(
                generative.isPresent() ? configuration.timeout().plus(generation.timeout()) : configuration.timeout());
    }

    /**
     * Answers a question.
     *
     * @throws NothingIndexedException if no generation of the index has been published yet
     * @throws dev.footnote.DeadlineExceededException if the answer was not ready in time
     * @throws dev.footnote.inference.ModelBusyException if the local models have no room for it
     * @throws GenerationException if a language model was to answer and failed, and {@code footnote.generation.fallback} is off
     */
    public Answer ask(Question question, Principal principal, Scope scope, Deadline deadline) {
        return ask(question, List.of(), principal, scope, deadline, Cancellation.never(), AnswerListener.NONE);
    }

    /**
     * Answers a question of a conversation and tells how far it has come: see {@link #ask(Question, Principal, Scope, Deadline)}.
     *
     * @param history what was asked and answered before in the conversation, oldest first
     * @param cancellation ends what a language model writes; what there is by then is the answer
     * @param listener what it throws ends the answering
     */
    public Answer ask(
            Question question,
            List<Exchange> history,
            Principal principal,
            Scope scope,
            Deadline deadline,
            Cancellation cancellation,
            AnswerListener listener) {
        String id = newId();
        listener.started(id);
        Stopwatch stopwatch = new Stopwatch();
        Optional<String> reply = SmallTalk.reply(question);
        List<QuestionSplitter.Part> parts =
                splitter.parts(question, reply.isPresent() ? List.of() : history, rewriting(deadline, cancellation));
        List<QuestionAnalysis> questions =
                parts.stream().map(QuestionSplitter.Part::analysis).toList();
        long understand = stopwatch.lap();
        PassageFilter filter = filter(principal, scope);
        try (Snapshot snapshot = published()) {
            CitationVerifier verifier = new CitationVerifier(snapshot, filter);
            Optional<Draft> curated =
                    curatedAnswers.find(question).flatMap(new CuratedEvidence(snapshot, filter)::draft);
            long retrieve = 0;
            long reading = 0;
            Written written;
            if (curated.isEmpty() && reply.isPresent()) {
                written = Written.extracted(Draft.conversational(reply.get()));
            } else if (curated.isPresent()) {
                written = Written.of(curated.get(), CURATED);
            } else if (Overview.isAskedFor(question)) {
                written = Written.extracted(overview.of(snapshot, filter));
            } else {
                listener.retrieving();
                List<List<Candidate>> found =
                        search(snapshot, parts, history, filter, Retriever.DEPTH_FOR_ANSWERS, deadline).stream()
                                .map(Retriever::distinct)
                                .toList();
                retrieve = stopwatch.lap();
                listener.reading();
                List<List<Candidate>> read = read(parts, found, deadline);
                reading = stopwatch.lap();
                listener.found(sources(read));
                written = written(
                        new AnswerPrompt.Asked(
                                question, history.isEmpty() ? question.text() : understood(parts), history),
                        read,
                        verifier,
                        () -> extracted(snapshot, parts, read),
                        new Writing(deadline, cancellation, listener));
            }
            Draft draft = written.draft();
            AnswerComposer composer = new AnswerComposer(verifier);
            draft.sentences().forEach(composer::append);
            composer.close(draft.layout());
            boolean answered = switch (draft.status()) {
                case CONVERSATIONAL -> true;
                case ANSWERED, PARTIAL -> !composer.citations().isEmpty() || !generation.verify();
                case NOT_FOUND -> false;
            };
            // What a language model wrote is shown even if nothing bears it out: it says so itself
            boolean shown = answered
                    || (draft.status() == AnswerStatus.NOT_FOUND
                            && !draft.sentences().isEmpty());
            List<Citation> nearest = composer.nearest(draft.nearest());
            return new Answer(
                    id,
                    answered ? draft.status() : AnswerStatus.NOT_FOUND,
                    question.text(),
                    history.isEmpty() || reply.isPresent() ? synonyms.expand(question.text()) : understood(parts),
                    answered ? draft.shortAnswer() : null,
                    draft.confidence(),
                    shown
                            ? composer.text()
                            : NotFound.text(snapshot.passageCount(filter) > 0, questions, draft.nearest(), synonyms),
                    shown ? composer.sentences() : List.of(),
                    composer.citations(),
                    composer.dropped() + written.dropped(),
                    answered ? composer.alternatives(draft.alternatives()) : List.of(),
                    answered ? draft.unanswered() : List.of(),
                    nearest,
                    written.finishReason(),
                    written.interruption(),
                    snapshot.generation(),
                    snapshot.state(),
                    written.backend(),
                    written.fallback(),
                    new Timings(understand, retrieve, reading, stopwatch.lap()));
        }
    }

    private static String understood(List<QuestionSplitter.Part> parts) {
        return parts.size() == 1
                ? parts.getFirst().read()
                : parts.stream().map(QuestionSplitter.Part::read).collect(Collectors.joining(" "));
    }

    /** What bounds a language model's writing, and who hears of it. */
    private record Writing(Deadline deadline, Cancellation cancellation, AnswerListener listener) {}

    private Written written(
            AnswerPrompt.Asked asked,
            List<List<Candidate>> read,
            CitationVerifier verifier,
            Supplier<Draft> extracted,
            Writing writing) {
        if (generative.isEmpty()) {
            return Written.extracted(extracted.get());
        }
        try {
            return generative
                    .get()
                    .answer(
                            asked,
                            Retriever.inTurn(read),
                            verifier,
                            writing.deadline(),
                            writing.cancellation(),
                            writing.listener());
        } catch (GenerationException e) {
            if (e.kind() == GenerationException.Kind.CANCELLED || !generation.fallback()) {
                throw e;
            }
            LOG.warn(
                    "The language model did not answer, so the answer is extracted from the documents: {}",
                    e.getMessage());
            return Written.insteadOfModel(extracted.get());
        }
    }

    /**
     * Finds passages without answering.
     *
     * @param limit how many to return at most, at least 1
     * @throws NothingIndexedException if no generation of the index has been published yet
     */
    public Findings search(Question question, Principal principal, Scope scope, int limit, Deadline deadline) {
        return search(question, List.of(), principal, scope, limit, deadline);
    }

    /**
     * Finds passages for a question of a conversation, without answering.
     *
     * @param history what was asked and answered before, oldest first
     * @param limit how many to return at most, at least 1
     * @throws NothingIndexedException if no generation of the index has been published yet
     */
    public Findings search(
            Question question, List<Exchange> history, Principal principal, Scope scope, int limit, Deadline deadline) {
        Stopwatch stopwatch = new Stopwatch();
        List<QuestionSplitter.Part> parts = splitter.parts(question, history, Rewriting.NONE);
        long understand = stopwatch.lap();
        PassageFilter filter = filter(principal, scope);
        try (Snapshot snapshot = published()) {
            List<List<Candidate>> found =
                    search(snapshot, parts, history, filter, Math.max(limit, Retriever.DEPTH_FOR_ANSWERS), deadline);
            long retrieve = stopwatch.lap();
            List<Candidate> read = Retriever.inTurn(read(parts, found, deadline));
            return new Findings(
                    read.subList(0, Math.min(limit, read.size())),
                    snapshot.generation(),
                    snapshot.state(),
                    new Timings(understand, retrieve, stopwatch.lap(), 0));
        }
    }

    private Rewriting rewriting(Deadline deadline, Cancellation cancellation) {
        return generation.rewriteTimeout().isZero()
                ? Rewriting.NONE
                : (text, history) -> rewriter.flatMap(model -> model.rewrite(text, history, deadline, cancellation));
    }

    private List<List<Candidate>> search(
            Snapshot snapshot,
            List<QuestionSplitter.Part> parts,
            List<Exchange> history,
            PassageFilter filter,
            int limit,
            Deadline deadline) {
        List<List<Candidate>> found = new ArrayList<>();
        for (QuestionSplitter.Part part : parts) {
            List<Candidate> candidates = retriever.search(snapshot, part.queries(), filter, limit, deadline);
            found.add(part.dependent() ? CitedBefore.first(candidates, history) : candidates);
        }
        return found;
    }

    /** Several questions share the passages that one would have read. */
    private List<List<Candidate>> read(
            List<QuestionSplitter.Part> parts, List<List<Candidate>> found, Deadline deadline) {
        List<List<Candidate>> read = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            read.add(retriever.read(parts.get(i).read(), found.get(i), parts.size(), deadline));
        }
        return read;
    }

    private static List<Evidence> sources(List<List<Candidate>> read) {
        return Retriever.inTurn(read).stream()
                .filter(candidate -> candidate.reading() != null)
                .map(candidate ->
                        new Evidence(candidate.document(), candidate.passage().span()))
                .toList();
    }

    private Draft extracted(Snapshot snapshot, List<QuestionSplitter.Part> parts, List<List<Candidate>> read) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            ToDoubleFunction<String> coverage = snapshot.coverage(parts.get(i).resolved());
            drafts.add(answerer.answer(
                    parts.get(i).analysis(), text -> coverage.applyAsDouble(synonyms.named(text)), read.get(i)));
        }
        return Draft.joined(parts.stream().map(QuestionSplitter.Part::analysis).toList(), drafts);
    }

    private PassageFilter filter(Principal principal, Scope scope) {
        return scope.filter(access.visible(principal, scope.collections()));
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
