package dev.footnote.generation;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.generation.Generated.End;
import dev.footnote.generation.GenerationException.Kind;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model over LangChain4j. Every call streams, for a stream can be watched and stopped. Where nothing has been written yet and
 * the same call may well work, it is made again; where calls keep failing, none is made for a while.
 */
final class LanguageModel implements Generator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModel.class);

    /** More characters per token than any language has: a model that writes more does not keep to its limit. */
    private static final int MOST_CHARACTERS_PER_TOKEN = 16;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final long SEED = 71;
    private static final int LOOKED_BACK = 10;
    private static final int FEWEST_CALLS = 5;
    private static final float MOSTLY = 80;

    /** A long answer is no failure, which the breaker would take it for after a minute. */
    private static final Duration NEVER_SLOW = Duration.ofDays(365);

    private static final Duration OPEN = Duration.ofSeconds(10);

    private final GenerationConfiguration configuration;
    private final Provider provider;
    private final @Nullable String key;
    private final String where;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor timer;
    private final HttpClient transport;
    private final CircuitBreaker breaker;
    private final Duration pause;
    private final Random random = new Random(SEED);

    /** @throws IllegalArgumentException if the key's file cannot be read */
    LanguageModel(GenerationConfiguration configuration) {
        this(configuration, OPEN);
    }

    /** @param pause how long no calls are made once they keep failing */
    LanguageModel(GenerationConfiguration configuration, Duration pause) {
        this.configuration = configuration;
        this.pause = pause;
        provider = Provider.named(configuration.provider()).orElseThrow();
        key = configuration.apiKey();
        URI address = URI.create(provider.address(configuration));
        where = "The language model at " + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        if (key != null && "http".equals(address.getScheme()) && !isLoopback(address.getHost())) {
            LOG.warn("{} is given its key over HTTP, which others on the way can read. Use HTTPS.", where);
        }
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("generation-timer").factory());
        transport = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(configuration.connectTimeout())
                .executor(threads)
                .build();
        breaker = CircuitBreaker.of(
                "language model",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(LOOKED_BACK)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .failureRateThreshold(MOSTLY)
                        .slowCallDurationThreshold(NEVER_SLOW)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public String backend() {
        return provider.settingName();
    }

    @Override
    public Generated generate(Prompt prompt, Consumer<String> text, Deadline deadline, Cancellation cancellation) {
        if (!breaker.tryAcquirePermission()) {
            throw new GenerationException(
                    Kind.OVERLOADED,
                    where + " has failed again and again, so it is left alone for some seconds. Ask again then.",
                    pause,
                    null);
        }
        long started = System.nanoTime();
        boolean hurried = deadline.remaining().compareTo(configuration.firstTokenTimeout()) < 0;
        boolean told = false;
        try {
            Generated generated = attempts(prompt, text, deadline, cancellation);
            if (generated.end() != End.CANCELLED) {
                breaker.onSuccess(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                told = true;
            }
            return generated;
        } catch (GenerationException e) {
            // A wrong key or model is no outage: leaving it alone would only hide what is to be changed. Nor is it one
            // that somebody waits for less
            // than the model may take
            boolean outage = switch (e.kind()) {
                case CANCELLED, REFUSED -> false;
                case TIMED_OUT -> !hurried;
                case UNREACHABLE, OVERLOADED, BROKEN -> true;
            };
            if (outage) {
                breaker.onError(System.nanoTime() - started, TimeUnit.NANOSECONDS, e);
                told = true;
            }
            throw e;
        } finally {
            if (!told) {
                breaker.releasePermission();
            }
        }
    }

    private Generated attempts(Prompt prompt, Consumer<String> text, Deadline deadline, Cancellation cancellation) {
        long end = Math.min(
                System.nanoTime() + configuration.timeout().toNanos(),
                System.nanoTime() + deadline.remaining().toNanos());
        Duration pause = FIRST_PAUSE;
        for (int attempt = 0; ; attempt++) {
            Writing writing = call(prompt, text, end, cancellation);
            if (writing.length > 0) {
                return generated(writing);
            }
            UpstreamFailure failure = failure(writing.call);
            Duration wait = failure.retryAfter() == null ? jittered(pause) : failure.retryAfter();
            boolean time = System.nanoTime() + wait.toNanos() < end;
            if (!failure.transitory() || attempt >= configuration.retries() || !time || cancellation.isCancelled()) {
                throw failure.exception();
            }
            LOG.info("{} Tried again in {} ms.", failure.message(), wait.toMillis());
            await(wait, cancellation);
            pause = pause.multipliedBy(2);
        }
    }

    private Writing call(Prompt prompt, Consumer<String> text, long end, Cancellation cancellation) {
        UpstreamCall call = new UpstreamCall(
                transport,
                timer,
                where,
                key,
                new UpstreamCall.Limits(
                        configuration.firstTokenTimeout().toNanos(),
                        configuration.tokenTimeout().toNanos(),
                        end));
        Writing writing = new Writing(call, text, (long) configuration.maxTokens() * MOST_CHARACTERS_PER_TOKEN);
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from(prompt.system()), UserMessage.from(prompt.user()))
                .build();
        Cancellation.Registration registered = cancellation.onCancel(() -> call.stop(UpstreamCall.Stop.CANCELLED));
        try {
            provider.model(configuration, key, new UpstreamClientBuilder(call)).chat(request, writing);
            writing.end();
        } finally {
            registered.close();
        }
        return writing;
    }

    private Duration jittered(Duration pause) {
        return Duration.ofNanos((long) (pause.toNanos() * random.nextDouble(0.5, 1.5)));
    }

    private static void await(Duration wait, Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registered = cancellation.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("nobody waits any more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancellation.cancel();
        } finally {
            registered.close();
        }
    }

    /** Returns why nothing was written. */
    private UpstreamFailure failure(UpstreamCall call) {
        UpstreamFailure failure = call.failure();
        if (call.stopped() == UpstreamCall.Stop.CANCELLED) {
            return UpstreamFailure.of(Kind.CANCELLED, "The answer was stopped before it began.");
        }
        if (failure != null) {
            return failure;
        }
        return switch (call.stopped()) {
            case NOTHING_WRITTEN, STALLED, NO_TIME ->
                UpstreamFailure.of(
                        Kind.TIMED_OUT,
                        where + " wrote nothing in the time that footnote.generation.first-token-timeout and timeout"
                                + " allow. Ask again, or allow more.");
            case NONE, FINISHED, CANCELLED, ENOUGH ->
                call.finish() == null
                        ? UpstreamFailure.of(
                                Kind.BROKEN,
                                where + " ended its answer before it had begun. Ask again, or check its log.")
                        : UpstreamFailure.of(
                                Kind.BROKEN,
                                where + " finished (“" + call.finish() + "”) without writing anything. Ask otherwise,"
                                        + " or allow more footnote.generation.max-tokens.");
        };
    }

    private Generated generated(Writing writing) {
        UpstreamCall call = writing.call;
        String text = writing.all.toString();
        UpstreamFailure failure = call.failure();
        if (call.stopped() == UpstreamCall.Stop.CANCELLED) {
            return new Generated(text, End.CANCELLED, "The answer was stopped.");
        }
        if (call.finish() != null && failure == null) {
            return finished(text, call.finish());
        }
        if (failure != null) {
            return new Generated(text, End.TRUNCATED, failure.message() + " The answer ends here.");
        }
        return new Generated(
                text,
                End.TRUNCATED,
                switch (call.stopped()) {
                    case STALLED, NOTHING_WRITTEN ->
                        where + " wrote nothing more within footnote.generation.token-timeout. The answer ends here.";
                    case NO_TIME -> "There was no time left (footnote.generation.timeout). The answer ends here.";
                    case ENOUGH ->
                        where + " wrote more than footnote.generation.max-tokens allows. The answer ends here.";
                    case NONE, FINISHED, CANCELLED ->
                        where + " broke off before it had finished. The answer ends here.";
                });
    }

    private Generated finished(String text, String finish) {
        return switch (finish.toLowerCase(Locale.ROOT)) {
            case "stop", "end_turn", "stop_sequence", "eos", "eos_token" -> new Generated(text, End.COMPLETE, null);
            case "length", "max_tokens", "model_context_window_exceeded" ->
                new Generated(
                        text,
                        End.TRUNCATED,
                        "The answer is longer than footnote.generation.max-tokens allows, and ends here.");
            case "content_filter", "safety", "refusal", "recitation", "blocklist", "prohibited_content", "spii" ->
                new Generated(text, End.TRUNCATED, "A filter of the model's provider ended the answer here.");
            default ->
                new Generated(
                        text, End.TRUNCATED, where + " ended the answer here and gave the reason “" + finish + "”.");
        };
    }

    @Override
    public void check(Deadline deadline) {
        generate(
                new Prompt("Answer with one word.", "Are you there?"),
                text -> LOG.debug("the language model writes"),
                deadline,
                Cancellation.never());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        transport.close();
        threads.close();
    }

    /** Takes what one call writes. LangChain4j swallows what a handler throws, so it is kept here. */
    private static final class Writing implements StreamingChatResponseHandler {

        private final UpstreamCall call;
        private final Consumer<String> text;
        private final long most;
        private final Thoughts thoughts = new Thoughts();
        private final StringBuilder all = new StringBuilder();
        private @Nullable RuntimeException thrown;
        private int length;

        Writing(UpstreamCall call, Consumer<String> text, long most) {
            this.call = call;
            this.text = text;
            this.most = most;
        }

        @Override
        public void onPartialResponse(String piece) {
            pass(thoughts.without(piece));
        }

        private void pass(String piece) {
            if (piece.isEmpty() || call.stopped() != UpstreamCall.Stop.NONE || thrown != null) {
                return;
            }
            boolean enough = all.length() + piece.length() > most;
            String passed = enough ? piece.substring(0, (int) (most - all.length())) : piece;
            try {
                if (!passed.isEmpty()) {
                    all.append(passed);
                    length = all.length();
                    text.accept(passed);
                }
            } catch (RuntimeException e) {
                thrown = e;
            }
            if (enough || thrown != null) {
                call.stop(UpstreamCall.Stop.ENOUGH);
            }
        }

        void end() {
            if (call.stopped() == UpstreamCall.Stop.NONE || call.stopped() == UpstreamCall.Stop.FINISHED) {
                pass(thoughts.end());
            }
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            // Told by the end of the call
        }

        @Override
        public void onError(Throwable error) {
            LOG.debug("LangChain4j reports a failure that the call knows better", error);
        }
    }
}
