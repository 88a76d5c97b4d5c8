package dev.footnote.chat.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Slack's Web API, as much of it as is needed. Safe for use by many threads. */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILED = 500;
    private static final int MOST_TRIES = 8;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

    /** Doing these twice would show something twice. */
    private static final Set<String> ONCE = Set.of("chat.postMessage", "chat.startStream", "chat.appendStream");

    /** Of messages to one channel Slack says it in another word. */
    private static final Set<String> LIMITED = Set.of(SlackException.RATE_LIMITED, "rate_limited");

    /** By these Slack says that something has failed on its side, and that some of it may have been done. */
    private static final Set<String> FAILED =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

    private final SlackConfiguration configuration;
    private final HttpClient client;
    private final SlackPace pace = new SlackPace(System::nanoTime);
    private final CountDownLatch closing = new CountDownLatch(1);

    SlackApi(SlackConfiguration configuration) {
        this.configuration = configuration;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(configuration.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    HttpClient client() {
        return client;
    }

    /**
     * Calls a method with a JSON body. Where Slack asks us to come again later, waits and does so; where it fails, tries again, unless that
     * might do something twice.
     *
     * @throws SlackException if it fails
     */
    JsonNode call(String method, Map<String, ?> body) {
        HttpRequest request = json(method, body, configuration.bot());
        if (method.equals("chat.postMessage")) {
            rest(pace.next(String.valueOf(body.get("channel"))));
        }
        return patiently(method, request);
    }

    /** Calls a method once, without waiting: for what may as well be left out. */
    JsonNode once(String method, Map<String, ?> body) {
        Outcome outcome = send(method, json(method, body, configuration.bot()));
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.body();
    }

    /** Calls a method that takes no JSON, as those that only read do. */
    JsonNode read(String method, Map<String, String> parameters) {
        return patiently(method, form(method, parameters));
    }

    /** Calls {@code apps.connections.open}, which takes the app token. */
    JsonNode open(String appToken) {
        String method = "apps.connections.open";
        return patiently(method, json(method, Map.of(), appToken));
    }

    /** Sends a message to an address that came with a command. */
    void respond(URI address, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(configuration.timeout())
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(write(body)))
                .build();
        patiently("response_url", request);
    }

    private HttpRequest json(String method, Map<String, ?> body, String token) {
        return request(method, token)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(write(body)))
                .build();
    }

    private HttpRequest form(String method, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(method, configuration.bot())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private HttpRequest.Builder request(String method, String token) {
        String base = configuration.apiUrl().endsWith("/") ? configuration.apiUrl() : configuration.apiUrl() + "/";
        return HttpRequest.newBuilder(URI.create(base + method))
                .timeout(configuration.timeout())
                .header("Authorization", "Bearer " + token);
    }

    private static String write(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is sent to Slack must be writable as JSON", e);
        }
    }

    /**
     * What came of one try.
     *
     * @param body what Slack answered, where it did what it was asked for
     * @param failure why it did not
     * @param after how long Slack wants us to wait; null: it did not say
     * @param undone whether it certainly was not done
     */
    private record Outcome(
            JsonNode body,
            @Nullable SlackException failure,
            @Nullable Duration after,
            boolean undone) {}

    private JsonNode patiently(String method, HttpRequest request) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        Duration pause = FIRST_PAUSE;
        int failed = 0;
        while (true) {
            Outcome outcome = send(method, request);
            SlackException failure = outcome.failure();
            if (failure == null) {
                return outcome.body();
            }
            failed += outcome.after() == null ? 1 : 0; // to be told to wait is no failure
            boolean harmless = outcome.undone() || !ONCE.contains(method);
            Duration wait = outcome.after() == null ? pause : outcome.after();
            if (!failure.isPassing() || !harmless || failed == MOST_TRIES || System.nanoTime() + wait.toNanos() > end) {
                throw failure;
            }
            if (!rest(wait)) {
                throw failure;
            }
            pause = outcome.after() == null ? pause.multipliedBy(2) : pause;
        }
    }

    /** Waits; false if we are to end. */
    boolean rest(Duration wait) {
        try {
            return !closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome send(String method, HttpRequest request) {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            return failed(new SlackException(method, SlackException.UNKNOWN_OUTCOME, e), null, true);
        } catch (IOException e) {
            return failed(new SlackException(method, SlackException.UNKNOWN_OUTCOME, e), null, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(new SlackException(method, "interrupted", e), null, false);
        }
        int status = response.statusCode();
        if (status == TOO_MANY) {
            return failed(new SlackException(method, SlackException.RATE_LIMITED, null), after(response), true);
        }
        if (status != 200) {
            SlackException failure = status >= SERVER_FAILED && ONCE.contains(method)
                    ? new SlackException(method, SlackException.UNKNOWN_OUTCOME, null)
                    : new SlackException(method, "http_" + status, null);
            return failed(failure, null, status < SERVER_FAILED);
        }
        if (method.equals("response_url")) {
            return new Outcome(JSON.createObjectNode(), null, null, false);
        }
        try {
            JsonNode body = JSON.readTree(response.body());
            if (body.path("ok").asBoolean()) {
                return new Outcome(body, null, null, false);
            }
            String error = body.path("error").asText("no_error_named");
            if (FAILED.contains(error)) {
                return failed(new SlackException(method, SlackException.UNKNOWN_OUTCOME, null), null, false);
            }
            if (LIMITED.contains(error)) {
                return failed(new SlackException(method, SlackException.RATE_LIMITED, null), after(response), true);
            }
            return failed(new SlackException(method, error, null), null, true);
        } catch (IOException e) {
            return failed(new SlackException(method, SlackException.UNKNOWN_OUTCOME, e), null, false);
        }
    }

    private static Outcome failed(SlackException failure, @Nullable Duration after, boolean undone) {
        return new Outcome(JSON.createObjectNode(), failure, after, undone);
    }

    private static Duration after(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("1");
        return Duration.ofSeconds(seconds.matches("[0-9]{1,6}") ? Math.max(1, Long.parseLong(seconds)) : 1);
    }

    /** Lets whoever waits end. */
    @PreDestroy
    void close() {
        closing.countDown();
        client.shutdown();
    }
}
