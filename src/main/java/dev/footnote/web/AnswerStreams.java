package dev.footnote.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.footnote.Cancellation;
import dev.footnote.access.ApiKeys;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions as streams of events: {@code meta}, {@code status}, {@code sources}, {@code answer.delta}, {@code citation}, and at the end
 * {@code answer.completed} with the whole answer, or {@code error} with a problem. A stream is kept for some minutes after its question was
 * asked. Where nobody listens any more, what a language model writes is called off.
 *
 * <p>What a language model writes is passed on as it comes, without footnotes; each {@code citation} then says with {@code after} where in
 * the deltas, joined, its mark belongs. What is in {@code answer.completed} holds, whatever was passed on before.
 */
@Singleton
final class AnswerStreams {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerStreams.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST_KEPT = 1000;

    /** In milliseconds. */
    private static final int BETWEEN_LOOKS = 2_000;

    private final Assistant assistant;
    private final ApiKeys keys;
    private final Dialogue dialogue;
    private final ProblemHandler problems;
    private final JsonMapper json;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final WebConfiguration configuration;
    private final Cache<String, AnswerStream> kept =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEPT).build();

    AnswerStreams(
            Assistant assistant,
            ApiKeys keys,
            Dialogue dialogue,
            ProblemHandler problems,
            JsonMapper json,
            @Named(TaskExecutors.BLOCKING) ExecutorService executor,
            @Named(TaskExecutors.SCHEDULED) ExecutorService timer,
            WebConfiguration configuration) {
        this.assistant = assistant;
        this.keys = keys;
        this.dialogue = dialogue;
        this.problems = problems;
        this.json = json;
        this.executor = executor;
        this.timer = (ScheduledExecutorService) timer;
        this.configuration = configuration;
    }

    /**
     * Begins to answer.
     *
     * @param http what it was asked with, for the log
     * @param turn where in which conversation the question belongs
     * @param linger how long it goes on while nobody listens; null: as configured
     * @param place given back when the answer is complete, whoever still listens
     */
    AnswerStream start(
            HttpRequest<?> http,
            Question question,
            Dialogue.Place turn,
            Principal principal,
            Scope scope,
            @Nullable Duration linger,
            Admission.Place place) {
        Cancellation cancellation = new Cancellation();
        Duration abandonedAfter = linger == null ? configuration.abandonedAfter() : linger;
        AnswerStream stream = new AnswerStream(principal, cancellation, timer, abandonedAfter);
        executor.execute(() -> {
            try {
                Progress progress = new Progress(stream);
                Dialogue.Told told =
                        dialogue.ask(question, turn, principal, scope, assistant.deadline(), cancellation, progress);
                complete(stream, told, progress);
            } catch (RuntimeException e) {
                Optional<Problem> problem = problems.handle(http, e).getBody(Problem.class);
                stream.add("error", write(problem.orElseThrow()));
            } finally {
                place.close();
                stream.end();
            }
        });
        return stream;
    }

    /** Returns the stream of an answer that the principal asked for some minutes ago at most. */
    Optional<AnswerStream> find(String id, Principal principal) {
        return Optional.ofNullable(kept.getIfPresent(id))
                .filter(stream -> stream.principal().equals(principal));
    }

    /** Not by the framework's annotation: that makes this, and all that it needs, for commands that answer nothing. */
    @PostConstruct
    @SuppressWarnings("FutureReturnValueIgnored") // what is run throws nothing
    void watchKeys() {
        timer.scheduleWithFixedDelay(this::endRevoked, BETWEEN_LOOKS, BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** A key that is revoked opens nothing more: neither what would be asked with it nor what is being answered. */
    private void endRevoked() {
        try {
            end(revoked());
        } catch (RuntimeException e) { // one failure must not end the looking
            LOG.error("It cannot be told which keys are revoked; that is looked up again soon", e);
        }
    }

    private Set<String> revoked() {
        return kept.asMap().values().stream()
                .filter(AnswerStream::isOpen)
                .flatMap(stream -> stream.principal().keyId().stream())
                .distinct()
                .filter(id -> keys.find(id).isEmpty())
                .collect(Collectors.toSet());
    }

    private void end(Set<String> revoked) {
        if (!revoked.isEmpty()) {
            String problem =
                    write(Problem.of(HttpStatus.UNAUTHORIZED, "The key with which this was asked was revoked."));
            kept.asMap().values().stream()
                    .filter(stream ->
                            stream.principal().keyId().filter(revoked::contains).isPresent())
                    .forEach(stream -> stream.refuse(problem));
        }
    }

    private void complete(AnswerStream stream, Dialogue.Told told, Progress progress) {
        Answer answer = told.answer();
        AnswerResponse response = AnswerResponse.of(told);
        if (!progress.writing) {
            say(stream, response);
        }
        answer.citations().stream()
                .filter(citation -> !progress.cited.contains(citation))
                .forEach(citation -> stream.add("citation", write(CitationResponse.of(citation))));
        stream.add("answer.completed", write(response));
    }

    private void say(AnswerStream stream, AnswerResponse response) {
        int said = 0;
        for (AnswerResponse.SentenceResponse sentence : response.sentences()) {
            int next = response.sentences().stream()
                    .mapToInt(AnswerResponse.SentenceResponse::start)
                    .filter(start -> start > sentence.start())
                    .min()
                    .orElse(response.answer().length());
            delta(stream, response.answer().substring(said, next));
            said = next;
        }
        if (said < response.answer().length()) {
            delta(stream, response.answer().substring(said));
        }
    }

    private void delta(AnswerStream stream, String text) {
        stream.add("answer.delta", write(Map.of("text", text)));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON in memory", e);
        }
    }

    /** Tells a stream how far its answer has come. */
    private final class Progress implements AnswerListener {

        private final AnswerStream stream;
        private final Set<Citation> cited = ConcurrentHashMap.newKeySet();
        private @Nullable String conversation;
        private boolean writing;

        Progress(AnswerStream stream) {
            this.stream = stream;
        }

        @Override
        public void conversing(@Nullable String conversationId) {
            conversation = conversationId;
        }

        @Override
        public void started(String id) {
            kept.put(id, stream);
            stream.add(
                    "meta",
                    write(conversation == null ? Map.of("id", id) : Map.of("id", id, "conversation_id", conversation)));
        }

        @Override
        public void retrieving() {
            stream.add("status", write(Map.of("status", "retrieving")));
        }

        @Override
        public void reading() {
            stream.add("status", write(Map.of("status", "reading")));
        }

        @Override
        public void found(List<Evidence> passages) {
            List<CitationResponse> sources = IntStream.range(0, passages.size())
                    .mapToObj(i -> CitationResponse.of(passages.get(i).cite(i + 1, -1)))
                    .toList();
            stream.add("sources", write(Map.of("sources", sources)));
        }

        @Override
        public void generating() {
            stream.add("status", write(Map.of("status", "generating")));
        }

        @Override
        public void text(String piece) {
            writing = true;
            delta(stream, piece);
        }

        @Override
        public void cited(Citation citation, int after) {
            cited.add(citation);
            stream.add("citation", write(CitationEvent.of(citation, after)));
        }
    }
}
