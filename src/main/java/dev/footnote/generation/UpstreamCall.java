package dev.footnote.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.generation.GenerationException.Kind;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a language model: LangChain4j's HTTP client for a single streamed request, which runs on the thread that makes it and returns
 * when the stream has ended. What LangChain4j's own clients let pass (measured with 1.19) is seen here: streams that stall, end without
 * being finished, hold an error, or are none; and it can be stopped at any moment, from any thread.
 */
final class UpstreamCall implements HttpClient {

    private static final int OK = 200;
    private static final int MOST_OF_AN_ERROR = 64 * 1024;
    private static final int LONGEST_REASON = 300;
    private static final String EVENTS = "text/event-stream";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How long a stream may stay open after the model has finished: figures of use may follow. */
    private static final long AFTER_FINISH = TimeUnit.MILLISECONDS.toNanos(1000);

    /** How long it may stay open after its last event: its end lets the connection be used again. */
    private static final long AFTER_LAST = TimeUnit.MILLISECONDS.toNanos(100);

    private final java.net.http.HttpClient transport;
    private final ScheduledExecutorService timer;
    private final String where;
    private final @Nullable String secret;
    private final Limits limits;

    private @Nullable CompletableFuture<HttpResponse<InputStream>> response;
    private @Nullable InputStream body;
    private volatile Stop stop = Stop.NONE;
    private volatile @Nullable UpstreamFailure failure;
    private volatile @Nullable String finish;
    private volatile @Nullable Future<?> watching;
    private volatile long limit;
    private volatile long watchedUntil;
    private boolean ended;
    private volatile Stop atLimit = Stop.NOTHING_WRITTEN;

    /**
     * When a call is given up, on the clock of {@link System#nanoTime()}.
     *
     * @param firstToken how long nothing may be written at first, in nanoseconds
     * @param token how long nothing more may be written then
     * @param end when all must be written
     */
    record Limits(long firstToken, long token, long end) {}

    /** Why a call was stopped before its stream had ended. */
    enum Stop {
        /** It was not. */
        NONE,
        /** Nothing was written in time. */
        NOTHING_WRITTEN,
        /** Nothing more was written in time. */
        STALLED,
        /** There was no time left. */
        NO_TIME,
        /** The model had finished, and only the stream had not ended. */
        FINISHED,
        /** Nobody waits for it. */
        CANCELLED,
        /** There is enough. */
        ENOUGH
    }

    /**
     * @param where the API's host, for messages
     * @param secret what must not stand in a message
     */
    UpstreamCall(
            java.net.http.HttpClient transport,
            ScheduledExecutorService timer,
            String where,
            @Nullable String secret,
            Limits limits) {
        this.transport = transport;
        this.timer = timer;
        this.where = where;
        this.secret = secret;
        this.limits = limits;
    }

    /** Stops the call: closes its connection. Only the first reason counts. */
    void stop(Stop reason) {
        CompletableFuture<HttpResponse<InputStream>> waiting;
        InputStream open;
        synchronized (this) {
            if (stop != Stop.NONE) {
                return;
            }
            stop = reason;
            waiting = response;
            open = body;
        }
        if (waiting != null) {
            waiting.cancel(true);
        }
        if (open != null) {
            close(open);
        }
    }

    /** Returns why it was stopped. */
    Stop stopped() {
        return stop;
    }

    /** Returns what went wrong; null if nothing did. */
    @Nullable
    UpstreamFailure failure() {
        return failure;
    }

    /** Returns why the model has finished, in its provider's word; null if it did not say that it has. */
    @Nullable
    String finish() {
        return finish;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("only streams are asked for");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        long now = System.nanoTime();
        allow(now, limits.firstToken(), Stop.NOTHING_WRITTEN);
        try {
            read(answer(send(request)), listener);
        } catch (FailedException e) {
            failure = e.failure;
        } catch (IOException e) {
            if (stop == Stop.NONE) {
                failure = e instanceof EventReader.TooLargeException
                        ? UpstreamFailure.of(Kind.BROKEN, where + " sent an event of more than 1 MB.")
                        : UpstreamFailure.of(Kind.BROKEN, where + " broke off the connection.");
            }
        } finally {
            InputStream open = body;
            if (open != null) {
                close(open);
            }
            unwatch();
        }
    }

    private synchronized void unwatch() {
        ended = true;
        if (watching != null) {
            watching.cancel(false);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws FailedException {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .POST(BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        CompletableFuture<HttpResponse<InputStream>> sent;
        synchronized (this) {
            if (stop != Stop.NONE) {
                throw new FailedException(stoppedEarly());
            }
            sent = transport.sendAsync(builder.build(), BodyHandlers.ofInputStream());
            response = sent;
        }
        try {
            HttpResponse<InputStream> received = sent.get();
            synchronized (this) {
                body = received.body();
            }
            if (stop != Stop.NONE) {
                throw new FailedException(stoppedEarly());
            }
            return received;
        } catch (CancellationException e) {
            throw new FailedException(stoppedEarly());
        } catch (ExecutionException e) {
            throw new FailedException(
                    stop == Stop.NONE
                            ? UpstreamFailure.ofConnection(where, e.getCause() == null ? e : e.getCause())
                            : stoppedEarly());
        } catch (InterruptedException e) {
            stop(Stop.CANCELLED);
            Thread.currentThread().interrupt();
            throw new FailedException(stoppedEarly());
        }
    }

    /** Returns what it means that the call was stopped before anything was written. */
    private UpstreamFailure stoppedEarly() {
        return stop == Stop.CANCELLED
                ? UpstreamFailure.of(Kind.CANCELLED, "The answer was stopped before it began.")
                : UpstreamFailure.of(
                        Kind.TIMED_OUT,
                        where
                                + " wrote nothing within footnote.generation.first-token-timeout. Ask again, or allow more time.");
    }

    private InputStream answer(HttpResponse<InputStream> received) throws FailedException, IOException {
        if (received.statusCode() != OK) {
            String content = new String(received.body().readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
            throw new FailedException(UpstreamFailure.ofStatus(
                    where,
                    received.statusCode(),
                    reason(content),
                    received.headers().firstValue("Retry-After").orElse(null)));
        }
        String type = received.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith(EVENTS)) {
            throw new FailedException(UpstreamFailure.of(
                    Kind.BROKEN,
                    where + " must answer with a stream of events (" + EVENTS + "), but answered with "
                            + (type.isEmpty() ? "something without a type" : shown(type))
                            + ". Check footnote.generation.base-url: it may lead to a page instead of an API."));
        }
        return received.body();
    }

    private void read(InputStream stream, ServerSentEventListener listener) throws FailedException, IOException {
        listener.onOpen(SuccessfulHttpResponse.builder().statusCode(OK).build());
        ServerSentEventContext context = new ServerSentEventContext(new CancellationUnsupportedHandle());
        EventReader events = new EventReader(stream);
        boolean last = false;
        for (ServerSentEvent event = events.next(); event != null && !last; event = events.next()) {
            WireEvent seen = seen(event);
            if (seen.error() != null) {
                throw new FailedException(new UpstreamFailure(
                        Kind.BROKEN, where + " reports an error: " + shown(seen.error()) + ".", null, true));
            }
            long now = System.nanoTime();
            if (seen.writing() && finish == null) {
                allow(now, limits.token(), Stop.STALLED);
            }
            if (seen.finish() != null) {
                finish = seen.finish();
                allow(now, AFTER_FINISH, Stop.FINISHED);
            }
            if (seen.last()) {
                last = true;
                finish = finish == null ? "stop" : finish;
                allow(now, AFTER_LAST, Stop.FINISHED);
            }
            listener.onEvent(event, context);
            if (stop != Stop.NONE) {
                return;
            }
        }
    }

    private WireEvent seen(ServerSentEvent event) throws FailedException {
        try {
            return WireEvent.of(event);
        } catch (JsonProcessingException e) {
            throw new FailedException(UpstreamFailure.of(
                    Kind.BROKEN, where + " sent an event that is not JSON. Check footnote.generation.base-url."));
        }
    }

    private String reason(String content) {
        String reason = content;
        try {
            String message =
                    JSON.readTree(content).path("error").path("message").asText();
            reason = message.isEmpty() ? JSON.readTree(content).path("error").asText(content) : message;
        } catch (JsonProcessingException e) {
            reason = content.stripLeading().startsWith("<") ? "" : content; // a page says nothing to the point
        }
        return shown(reason);
    }

    private String shown(String text) {
        String shown = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        shown = secret == null ? shown : shown.replace(secret, "…");
        // Providers repeat a part of a wrong key
        shown = shown.replaceAll("\\b(?:sk|pk|gsk|xai|AIza)[-_A-Za-z0-9*.]{6,}", "…");
        return shown.length() > LONGEST_REASON ? shown.substring(0, LONGEST_REASON) + "…" : shown;
    }

    /** Gives the call so much more time, or less. Only what is less is watched anew: the watch looks how much there is when its time comes. */
    private void allow(long now, long nanoseconds, Stop reason) {
        boolean late = now + nanoseconds - limits.end() > 0;
        atLimit = late ? Stop.NO_TIME : reason;
        limit = late ? limits.end() : now + nanoseconds;
        if (watching == null || limit - watchedUntil < 0) {
            watch();
        }
    }

    private synchronized void watch() {
        if (ended || stop != Stop.NONE) {
            return;
        }
        long left = limit - System.nanoTime();
        if (left <= 0) {
            stop(atLimit);
        } else {
            watchedUntil = limit;
            watching = timer.schedule(this::watch, left, TimeUnit.NANOSECONDS);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing a stream in memory", e);
        }
    }

    /** Carries a failure out of the reading. */
    private static final class FailedException extends Exception {

        private final transient UpstreamFailure failure;

        FailedException(UpstreamFailure failure) {
            super(failure.message());
            this.failure = failure;
        }
    }
}
