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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API on loopback, stricter than the real one: it checks tokens, media types, lengths, blocks and the states of streams, and
 * fails as it is told to.
 */
final class FakeSlack implements AutoCloseable {

    static final String BOT_TOKEN = "xoxb-0123456789-fake";
    static final String APP_TOKEN = "xapp-0123456789-fake";
    static final String BOT = "UBOT";
    static final String TEAM = "T1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MARKDOWN = 12_000;
    private static final int LONGEST_SECTION = 3_000;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_BUTTON = 75;
    private static final Set<String> FORMS = Set.of("conversations.replies", "users.info");
    private static final Set<String> MESSAGES = Set.of("chat.postMessage", "chat.update", "response_url");

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

    List<Message> messages() {
        synchronized (messages) {
            return List.copyOf(messages.values());
        }
    }

    List<Message> messages(String thread) {
        return messages().stream().filter(each -> each.thread().equals(thread)).toList();
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
            ObjectNode answer = failure == Failure.REFUSED
                    ? error("restricted_action")
                    : answer(method, exchange, new String(bytes, StandardCharsets.UTF_8));
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

    private ObjectNode answer(String method, HttpExchange exchange, String text) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String expected = method.equals("apps.connections.open") ? APP_TOKEN : BOT_TOKEN;
        if (!method.equals("response_url") && !token.equals("Bearer " + expected)) {
            return error("invalid_auth");
        }
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        boolean form = FORMS.contains(method);
        if (!type.startsWith(form ? "application/x-www-form-urlencoded" : "application/json")) {
            return error("invalid_form_data");
        }
        JsonNode body = form ? form(text) : JSON.readTree(text);
        calls.add(new Call(method, body));
        String mistake = MESSAGES.contains(method) ? mistake(body) : null;
        if (mistake != null) {
            return error(mistake);
        }
        synchronized (messages) {
            return unknown.contains(method) ? error("unknown_method") : act(method, body);
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

    private ObjectNode act(String method, JsonNode body) {
        return switch (method) {
            case "chat.postMessage" -> post(body);
            case "chat.update" -> update(body);
            case "chat.delete" -> messages.remove(body.path("ts").asText()) == null ? error("message_not_found") : ok();
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
            case "assistant.threads.setStatus", "chat.postEphemeral", "views.open" -> ok();
            default -> error("unknown_method");
        };
    }

    private String ts() {
        return next++ + ".000100";
    }

    private ObjectNode post(JsonNode body) {
        String ts = ts();
        messages.put(ts, message(body, body.path("thread_ts").asText(), ts));
        return ok().put("ts", ts);
    }

    private static Message message(JsonNode body, String thread, String ts) {
        return new Message(
                body.path("channel").asText(),
                thread,
                ts,
                body.path("text").asText(),
                body.path("blocks"),
                body.path("metadata"));
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
        messages.put(ts, message(body, old.thread(), ts));
        return ok().put("ts", ts);
    }

    private ObjectNode start(JsonNode body) {
        if (!body.hasNonNull("thread_ts")
                || !body.hasNonNull("recipient_user_id")
                || !body.hasNonNull("recipient_team_id")) {
            return error("invalid_arguments");
        }
        String ts = ts();
        streams.put(ts, new StringBuilder(body.path("markdown_text").asText()));
        messages.put(ts, message(body, body.path("thread_ts").asText(), ts));
        return ok().put("ts", ts);
    }

    private ObjectNode append(JsonNode body, boolean last) {
        String ts = body.path("ts").asText();
        StringBuilder stream = streams.get(ts);
        if (stream == null) {
            return error("message_not_in_streaming_state");
        }
        stream.append(body.path("markdown_text").asText());
        if (stream.length() > LONGEST_MARKDOWN) {
            return error("msg_too_long");
        }
        if (last) {
            streams.remove(ts);
        }
        return ok();
    }

    private ObjectNode replies(JsonNode body) {
        ObjectNode answer = ok();
        var list = answer.putArray("messages");
        messages.values().stream()
                .filter(each -> each.thread().equals(body.path("ts").asText()))
                .forEach(each -> list.addObject().put("ts", each.ts()).set("metadata", each.metadata()));
        return answer;
    }

    /** Returns what Slack would say against a message; null: nothing. */
    static @Nullable String mistake(JsonNode body) {
        JsonNode blocks = body.path("blocks");
        if (body.path("text").asText().isBlank() && blocks.isEmpty()) {
            return "no_text";
        }
        if (body.path("text").asText().contains("<!")
                || body.path("text").asText().length() > 4_000) {
            return "text_that_calls_or_is_too_long";
        }
        int markdown = 0;
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            JsonNode elements = block.path("elements");
            boolean fits = switch (type) {
                case "markdown" -> {
                    markdown += block.path("text").asText().length();
                    yield !block.path("text").asText().isBlank();
                }
                case "section" -> isText(block.path("text"), LONGEST_SECTION);
                case "context" ->
                    elements.size() >= 1 && elements.size() <= 10 && isText(elements.path(0), LONGEST_SECTION);
                case "actions" -> elements.size() >= 1 && elements.size() <= 25 && isButton(elements.path(0));
                case "context_actions" -> elements.size() >= 1 && elements.size() <= 5;
                default -> false;
            };
            if (!fits) {
                return "invalid_blocks";
            }
        }
        return blocks.size() > 50 || markdown > LONGEST_MARKDOWN ? "msg_blocks_too_long" : null;
    }

    private static boolean isText(JsonNode text, int longest) {
        return !text.path("text").asText().isBlank()
                && text.path("text").asText().length() <= longest;
    }

    private static boolean isButton(JsonNode button) {
        return button.path("value").asText().length() <= LONGEST_VALUE
                && isText(button.path("text"), LONGEST_BUTTON)
                && button.hasNonNull("action_id");
    }

    /** Returns the messages in the order in which people see them, for a transcript. */
    List<Message> thread(String thread) {
        return new ArrayList<>(messages(thread));
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
