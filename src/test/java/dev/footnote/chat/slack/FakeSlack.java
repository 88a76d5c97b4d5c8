package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API on loopback, stricter than the real one: it checks tokens, media types, arguments, lengths, blocks, rates and the states of
 * streams, and fails as it is told to. {@link SlackRules} and {@link SlackRates} say what it takes.
 */
final class FakeSlack implements AutoCloseable {

    static final String BOT_TOKEN = "xoxb-0123456789-fake";
    static final String APP_TOKEN = "xapp-0123456789-fake";
    static final String BOT = "UBOT";
    static final String TEAM = "T1";

    /** When what is taken late is taken. */
    static final Duration LATE = Duration.ofSeconds(4);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FORMS = Set.of("conversations.replies", "users.info");
    private static final int LONGEST_STREAM = 12_000;
    private static final int MOST_RESPONSES = 5;
    private static final int PAGE = 3;

    /** A message that the bot has sent. */
    record Message(String channel, String thread, String ts, String text, JsonNode blocks, JsonNode metadata) {

        /** Returns all that people read. */
        String shown() {
            StringBuilder shown = new StringBuilder();
            blocks.findValues("text").stream()
                    .filter(JsonNode::isTextual)
                    .forEach(each -> shown.append(each.asText()).append('\n'));
            return shown.isEmpty() ? text : shown.toString();
        }
    }

    /** A call of a method. */
    record Call(String method, JsonNode body) {}

    /** What goes wrong with one call. */
    enum Failure {
        RATE_LIMITED,
        SERVER_ERROR,
        DROPPED_BEFORE,
        DROPPED_AFTER,
        /** The connection breaks at once, and Slack does what it was asked for some seconds later. */
        TAKEN_LATE,
        /** Slack fails and says so in its answer. */
        INTERNAL_ERROR,
        /** There are too many messages in one channel. */
        TOO_MANY_MESSAGES,
        REFUSED
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, StringBuilder> streams = new HashMap<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<String, Queue<Failure>> failures = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> people = new ConcurrentHashMap<>();
    private final Set<String> unknown = new HashSet<>();
    private final Map<String, Integer> responses = new HashMap<>();
    private final Queue<String> limited = new ConcurrentLinkedQueue<>();
    private final SlackRates rates = new SlackRates();
    private long next = 1_700_000_500;
    private volatile String socket = "";

    FakeSlack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/";
    }

    String responseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/response/1";
    }

    /** Says where Socket Mode is. */
    void socket(String address) {
        socket = address;
    }

    /** Lets the next calls of a method fail, one after the other. */
    void fail(String method, Failure... how) {
        failures.computeIfAbsent(method, key -> new ConcurrentLinkedQueue<>()).addAll(List.of(how));
    }

    /** Lets a method not exist. */
    void without(String method) {
        synchronized (messages) {
            unknown.add(method);
        }
    }

    /** Says something of a user that is otherwise a member. */
    void person(String user, String field) {
        people.put(user, JSON.createObjectNode().put(field, true).put("team_id", TEAM));
    }

    /** Says which workspaces a user belongs to: their own first, and others of the same enterprise. */
    void belongs(String user, String team, String... others) {
        ObjectNode person = JSON.createObjectNode().put("team_id", team);
        if (others.length > 0) {
            var teams = person.putObject("enterprise_user").putArray("teams").add(team);
            List.of(others).forEach(teams::add);
        }
        people.put(user, person);
    }

    List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages.values());
        }
    }

    List<Message> messages(String thread) {
        return messages().stream().filter(each -> each.thread().equals(thread)).toList();
    }

    /** Returns the event by which Slack tells that somebody has deleted a message: one that has replies stays as a tombstone. */
    ObjectNode deletion(String eventId, String channel, String ts) {
        ObjectNode envelope = SlackService.message(eventId, "message", channel, ts(), "");
        ObjectNode event = ((ObjectNode) envelope.get("event")).put("hidden", true);
        event.remove(List.of("user", "text"));
        if (messages(ts).isEmpty()) {
            event.put("subtype", "message_deleted").put("deleted_ts", ts);
        } else {
            event.put("subtype", "message_changed").set("message", tombstone(ts));
        }
        return envelope;
    }

    private static ObjectNode tombstone(String ts) {
        return JSON.createObjectNode()
                .put("type", "message")
                .put("subtype", "tombstone")
                .put("user", "USLACKBOT")
                .put("hidden", true)
                .put("text", "This message was deleted.")
                .put("ts", ts)
                .put("thread_ts", ts);
    }

    List<JsonNode> calls(String method) {
        return calls.stream()
                .filter(call -> call.method().equals(method))
                .map(Call::body)
                .toList();
    }

    /** Returns what the bot has done that Slack does not take. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Returns the methods whose limits were met. */
    List<String> limited() {
        return List.copyOf(limited);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = path.startsWith("/response/") ? "response_url" : path.substring(path.lastIndexOf('/') + 1);
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            Queue<Failure> planned = failures.get(method);
            Failure failure = planned == null ? null : planned.poll();
            if (failure == Failure.DROPPED_BEFORE) {
                return;
            }
            if (failure == Failure.RATE_LIMITED) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                respond(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
                return;
            }
            if (failure == Failure.SERVER_ERROR) {
                respond(exchange, 500, "oops");
                return;
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            String refusal = refusal(method, exchange);
            JsonNode body = refusal == null ? read(method, text) : JSON.createObjectNode();
            Duration wait =
                    refusal == null ? rates.take(method, body.path("channel").asText()) : Duration.ZERO;
            if (wait.isPositive()) {
                limited.add(method);
                exchange.getResponseHeaders().add("Retry-After", Long.toString(wait.toSeconds()));
                respond(exchange, 429, "{\"ok\":false,\"error\":\"ratelimited\"}");
                return;
            }
            if (failure == Failure.TAKEN_LATE) {
                CompletableFuture.delayedExecutor(LATE.toMillis(), TimeUnit.MILLISECONDS, executor)
                        .execute(() -> done(method, path, body));
                return;
            }
            if (failure == Failure.INTERNAL_ERROR || failure == Failure.TOO_MANY_MESSAGES) {
                String word = failure == Failure.INTERNAL_ERROR ? "internal_error" : "rate_limited";
                respond(exchange, 200, error(word).toString());
                return;
            }
            ObjectNode answer = failure == Failure.REFUSED
                    ? error("restricted_action")
                    : refusal == null ? done(method, path, body) : error(refusal);
            if (!answer.path("ok").asBoolean()) {
                complaints.add(method + ": " + answer.path("error").asText());
            }
            if (failure != Failure.DROPPED_AFTER) {
                respond(exchange, 200, answer.toString());
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static ObjectNode error(String error) {
        return JSON.createObjectNode().put("ok", false).put("error", error);
    }

    private static ObjectNode ok() {
        return JSON.createObjectNode().put("ok", true);
    }

    private static @Nullable String refusal(String method, HttpExchange exchange) {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String expected = method.equals("apps.connections.open") ? APP_TOKEN : BOT_TOKEN;
        if (!method.equals("response_url") && !token.equals("Bearer " + expected)) {
            return "invalid_auth";
        }
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        return type.startsWith(FORMS.contains(method) ? "application/x-www-form-urlencoded" : "application/json")
                ? null
                : "invalid_form_data";
    }

    private static JsonNode read(String method, String text) throws IOException {
        return FORMS.contains(method) ? form(text) : JSON.readTree(text);
    }

    private ObjectNode done(String method, String path, JsonNode body) {
        calls.add(new Call(method, body));
        synchronized (messages) {
            String mistake = unknown.contains(method) ? "unknown_method" : SlackRules.mistake(method, body);
            return mistake == null ? act(method, path, body) : error(mistake);
        }
    }

    private static JsonNode form(String text) {
        ObjectNode fields = JSON.createObjectNode();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private ObjectNode act(String method, String path, JsonNode body) {
        return switch (method) {
            case "chat.postMessage" -> post(body);
            case "chat.update" -> update(body);
            case "chat.delete" -> delete(body.path("ts").asText());
            case "chat.startStream" -> start(body);
            case "chat.appendStream" -> append(body, false);
            case "chat.stopStream" -> append(body, true);
            case "conversations.replies" -> replies(body);
            case "users.info" -> {
                ObjectNode answer = ok();
                String user = body.path("user").asText();
                answer.set(
                        "user",
                        people.getOrDefault(user, JSON.createObjectNode().put("team_id", TEAM)));
                yield answer;
            }
            case "apps.connections.open" -> ok().put("url", socket);
            case "response_url" -> {
                if (responses.merge(path, 1, Integer::sum) > MOST_RESPONSES) {
                    yield error("used_url");
                }
                String ts = ts();
                messages.put(
                        ts,
                        new Message(
                                "response",
                                "response",
                                ts,
                                body.path("text").asText(),
                                body.path("blocks"),
                                body.path("metadata")));
                yield ok();
            }
            case "assistant.threads.setStatus",
                    "assistant.threads.setSuggestedPrompts",
                    "chat.postEphemeral",
                    "views.open" -> ok();
            default -> error("unknown_method");
        };
    }

    private String ts() {
        synchronized (messages) {
            return next++ + ".000100";
        }
    }

    private ObjectNode post(JsonNode body) {
        String ts = ts();
        String channel = body.path("channel").asText().replaceFirst("^U", "D");
        messages.put(ts, message(body, channel, body.path("thread_ts").asText(ts), ts));
        return ok().put("ts", ts).put("channel", channel);
    }

    private ObjectNode delete(String ts) {
        if (streams.containsKey(ts)) {
            return error("streaming_state_conflict");
        }
        Message gone = messages.remove(ts);
        boolean hasReplies =
                messages.values().stream().anyMatch(each -> each.thread().equals(ts));
        if (gone != null && hasReplies) {
            JsonNode left = tombstone(ts);
            JsonNode nothing = JSON.missingNode();
            messages.put(
                    ts, new Message(gone.channel(), ts, ts, left.path("text").asText(), nothing, nothing));
        }
        return gone == null ? error("message_not_found") : ok();
    }

    private static Message message(JsonNode body, String channel, String thread, String ts) {
        return new Message(channel, thread, ts, body.path("text").asText(), body.path("blocks"), body.path("metadata"));
    }

    private ObjectNode update(JsonNode body) {
        String ts = body.path("ts").asText();
        Message old = messages.get(ts);
        if (old == null) {
            return error("message_not_found");
        }
        if (streams.containsKey(ts)) {
            return error("streaming_state_conflict");
        }
        messages.put(ts, message(body, old.channel(), old.thread(), ts));
        return ok().put("ts", ts);
    }

    private ObjectNode start(JsonNode body) {
        String ts = ts();
        streams.put(ts, new StringBuilder());
        messages.put(
                ts,
                message(
                        body,
                        body.path("channel").asText(),
                        body.path("thread_ts").asText(),
                        ts));
        return write(ts, body);
    }

    /** What is streamed is the message's text. */
    private ObjectNode write(String ts, JsonNode body) {
        StringBuilder stream = streams.get(ts);
        Message old = messages.get(ts);
        if (stream == null || old == null) {
            return error("message_not_in_streaming_state");
        }
        stream.append(body.path("markdown_text").asText());
        if (stream.length() > LONGEST_STREAM) {
            return error("msg_too_long");
        }
        messages.put(ts, new Message(old.channel(), old.thread(), ts, stream.toString(), old.blocks(), old.metadata()));
        return ok().put("ts", ts);
    }

    private ObjectNode append(JsonNode body, boolean last) {
        String ts = body.path("ts").asText();
        ObjectNode answer = write(ts, body);
        if (last) {
            streams.remove(ts);
        }
        return answer;
    }

    /** In pages of a few, whatever was asked for, as Slack may do. */
    private ObjectNode replies(JsonNode body) {
        ObjectNode answer = ok();
        List<Message> all = messages.values().stream()
                .filter(each -> each.thread().equals(body.path("ts").asText()))
                .toList();
        int from = body.path("cursor").asInt();
        int to = Math.min(all.size(), from + PAGE);
        var list = answer.putArray("messages");
        all.subList(from, to)
                .forEach(each -> list.addObject()
                        .put("ts", each.ts())
                        .put("user", BOT)
                        .put("text", each.text())
                        .set("metadata", each.metadata()));
        answer.putObject("response_metadata").put("next_cursor", to < all.size() ? Integer.toString(to) : "");
        return answer;
    }

    /** Tells whether anything is still being streamed. */
    boolean isStreaming() {
        synchronized (messages) {
            return !streams.isEmpty();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
