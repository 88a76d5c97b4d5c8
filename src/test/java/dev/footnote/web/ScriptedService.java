package dev.footnote.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The widget's files and a service behind them that does what a test says: it answers slowly, breaks off, refuses. What the widget may
 * not send is answered with 400 and remembered.
 */
final class ScriptedService implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Everything is to be had beneath this path as well. */
    static final String BENEATH = "/beneath/a/path";

    private static final Set<String> ASK_FIELDS = Set.of(
            "question",
            "conversation_id",
            "parent_id",
            "collections",
            "documents",
            "folders",
            "metadata",
            "date_from",
            "date_to",
            "linger");
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("scripted-", 0).factory());
    private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Script> resumptions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Script> conversations = new LinkedBlockingQueue<>();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final List<JsonNode> rated = new CopyOnWriteArrayList<>();
    private final List<String> mistakes = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private volatile String host = "";
    private volatile String policy = "";
    private volatile List<String> suggestions = List.of();
    private volatile String document = "";

    /** What happens once a question, or a wish to go on with an answer, has come. */
    interface Script {
        void play(Reply reply) throws IOException, InterruptedException;
    }

    ScriptedService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Sets the page at {@code /host} and {@code /}, and its content policy; an empty one is none. */
    void host(String html, String contentSecurityPolicy) {
        host = html;
        policy = contentSecurityPolicy;
    }

    /** Sets what comes of the next question that has not got a script yet. */
    void onQuestion(Script script) {
        scripts.add(script);
    }

    /** Sets what comes of the next wish to go on with an answer. */
    void onResumption(Script script) {
        resumptions.add(script);
    }

    /** Sets what comes of the next wish to see a conversation that is kept. */
    void onConversation(Script script) {
        conversations.add(script);
    }

    void suggest(String... questions) {
        suggestions = List.of(questions);
    }

    /** Sets the text of every document. */
    void document(String text) {
        document = text;
    }

    List<JsonNode> asked() {
        return asked;
    }

    /** The answers that were called off. */
    List<String> stopped() {
        return stopped;
    }

    List<JsonNode> rated() {
        return rated;
    }

    /** What the widget sent that no service would take. */
    List<String> mistakes() {
        return mistakes;
    }

    List<String> bearers() {
        return bearers;
    }

    void clear() {
        scripts.clear();
        resumptions.clear();
        conversations.clear();
        asked.clear();
        rated.clear();
        stopped.clear();
        mistakes.clear();
        bearers.clear();
        suggestions = List.of();
        document = "";
    }

    /** An answer of one sentence, with the words that it rests on. */
    static ObjectNode answer(String id, String text, String quote) {
        ObjectNode answer = JSON.createObjectNode()
                .put("id", id)
                .put("conversation_id", "conversation")
                .put("status", "answered")
                .put("question", "?")
                .put("understood_as", "?")
                .put("answer", text + "[1]")
                .put("finish_reason", "complete")
                .put("index_state", "ready")
                .put("backend", "scripted");
        answer.putArray("sentences")
                .addObject()
                .put("start", 0)
                .put("end", text.length())
                .put("support", 0.9)
                .putArray("citations")
                .add(1);
        answer.putArray("citations").add(citation(1, quote));
        answer.putArray("nearest");
        return answer;
    }

    static ObjectNode citation(int index, String quote) {
        ObjectNode citation = JSON.createObjectNode()
                .put("index", index)
                .put("document_id", "document")
                .put("path", "harbour.md")
                .put("content_hash", "hash")
                .put("title", "The harbour")
                .put("source_url", "/d/document#0-" + quote.length())
                .put("start", 0)
                .put("end", quote.length())
                .put("quote", quote);
        citation.putArray("heading_path").add("Berths");
        return citation;
    }

    /** Streams an answer as a service without a language model does. */
    static Script whole(ObjectNode answer) {
        return reply -> {
            reply.begin();
            reply.event(
                    "meta",
                    JSON.createObjectNode()
                            .put("id", answer.get("id").asText())
                            .put("conversation_id", "conversation"));
            reply.status("retrieving");
            reply.event("answer.completed", answer);
        };
    }

    /** Refuses with a problem. */
    static Script refusal(int status, Map<String, String> headers, String detail) {
        return reply -> reply.problem(status, headers, detail);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^" + BENEATH + "/", "/");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders()
                    .set("Access-Control-Allow-Headers", "Authorization, Content-Type, Last-Event-ID");
            exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
            exchange.getResponseHeaders().set("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE");
            if (exchange.getRequestMethod().equals("OPTIONS")) {
                exchange.sendResponseHeaders(204, -1);
            } else if (path.equals("/host") || path.equals("/")) {
                if (!policy.isEmpty()) {
                    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
                }
                send(exchange, "text/html", host.getBytes(StandardCharsets.UTF_8));
            } else if (path.startsWith("/widget/v1/")) {
                file(exchange, path);
            } else {
                api(exchange, path);
            }
        } catch (InterruptedException e) {
            throw new IOException("the test was interrupted", e);
        }
    }

    private static void file(HttpExchange exchange, String path) throws IOException {
        try (InputStream stream = ScriptedService.class.getResourceAsStream("/web" + path)) {
            if (stream == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                send(
                        exchange,
                        TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream"),
                        stream.readAllBytes());
            }
        }
    }

    private void api(HttpExchange exchange, String path) throws IOException, InterruptedException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        bearers.add(bearer == null ? "" : bearer);
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        Reply reply = new Reply(exchange);
        switch (exchange.getRequestMethod() + " " + path) {
            case "POST /v1/visitors" -> {
                ObjectNode token = JSON.createObjectNode()
                        .put("token", "visitor-of-" + json.path("key").asText())
                        .put("expires_in", 3600);
                send(exchange, "application/json", JSON.writeValueAsBytes(token));
            }
            case "POST /v1/ask" -> {
                List<String> strange = new ArrayList<>();
                json.fieldNames().forEachRemaining(name -> {
                    if (!ASK_FIELDS.contains(name)) {
                        strange.add(name);
                    }
                });
                boolean parentAlone = json.has("parent_id") && !json.has("conversation_id");
                boolean narrowed =
                        json.has("collections") && !json.get("collections").isArray();
                if (!strange.isEmpty() || !json.path("question").isTextual() || parentAlone || narrowed) {
                    mistakes.add(json.toString());
                    reply.problem(400, Map.of(), "That was not expected.");
                    return;
                }
                asked.add(json);
                play(scripts, reply);
            }
            case "POST /v1/suggestions" -> {
                ObjectNode found = JSON.createObjectNode();
                ArrayNode list = found.putArray("suggestions");
                suggestions.forEach(
                        question -> list.addObject().put("question", question).put("document_id", "document"));
                send(exchange, "application/json", JSON.writeValueAsBytes(found));
            }
            case "POST /v1/feedback" -> {
                rated.add(json);
                exchange.sendResponseHeaders(204, -1);
            }
            case "GET /v1/documents/document" -> {
                ObjectNode found = JSON.createObjectNode()
                        .put("id", "document")
                        .put("title", "The harbour")
                        .put("path", "harbour.md")
                        .put("content_hash", "hash")
                        .put("text", document)
                        .put("current", true);
                found.putArray("headings");
                send(exchange, "application/json", JSON.writeValueAsBytes(found));
            }
            default -> {
                if (path.startsWith("/v1/answers/")
                        && exchange.getRequestMethod().equals("DELETE")) {
                    stopped.add(path.substring("/v1/answers/".length()));
                    exchange.sendResponseHeaders(204, -1);
                } else if (path.startsWith("/v1/answers/")) {
                    play(resumptions, reply);
                } else if (path.startsWith("/v1/conversations/")) {
                    play(conversations, reply);
                } else {
                    reply.problem(404, Map.of(), "There is no such thing.");
                }
            }
        }
    }

    private static void play(BlockingQueue<Script> from, Reply reply) throws IOException, InterruptedException {
        Script script = from.poll();
        if (script == null) {
            reply.problem(404, Map.of(), "Nothing was expected here.");
        } else {
            script.play(reply);
        }
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A response that is being written. */
    static final class Reply {

        private final HttpExchange exchange;
        private int sent;

        private Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        /** The number of the last event that the widget says it has seen; empty: none. */
        String lastSeen() {
            String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            return last == null ? "" : last;
        }

        void begin() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
        }

        /** Sends all there is to say. */
        void json(JsonNode body) throws IOException {
            send(exchange, "application/json", JSON.writeValueAsBytes(body));
        }

        /** Begins behind an event. */
        void begin(int behind) throws IOException {
            sent = behind;
            begin();
        }

        void event(String name, JsonNode data) throws IOException {
            sent++;
            write("id: " + sent + "\nevent: " + name + "\ndata: " + data + "\n\n");
        }

        void meta(String id) throws IOException {
            event("meta", JSON.createObjectNode().put("id", id).put("conversation_id", "conversation"));
        }

        void status(String status) throws IOException {
            event("status", JSON.createObjectNode().put("status", status));
        }

        void delta(String text) throws IOException {
            event("answer.delta", JSON.createObjectNode().put("text", text));
        }

        void comment() throws IOException {
            write(": still here\n\n");
        }

        private void write(String text) throws IOException {
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }

        void problem(int status, Map<String, String> headers, String detail) throws IOException {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            byte[] body = JSON.writeValueAsBytes(JSON.createObjectNode()
                    .put("type", "about:blank")
                    .put("title", "Problem")
                    .put("status", status)
                    .put("detail", detail));
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
