package dev.footnote.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A headless Chromium, driven over the protocol that its own developer tools speak: that needs a web socket and JSON, which are here
 * already, and no driver.
 */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /** Starts one; skips the test, by name, where none is installed. */
    Browser(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(CHROMIUM), "Chromium is not installed at " + CHROMIUM);
        Path profile = Files.createTempDirectory(folder, "profile");
        process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.log").toFile())
                .start();
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
        List<String> lines = Files.readAllLines(port);
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Listener())
                .join();
    }

    /** Opens a page of its own, with a storage of its own. */
    Page open(String address) {
        return open(address, 1200, 800);
    }

    Page open(String address, int width, int height) {
        Page page = page();
        page.resize(width, height);
        page.go(address);
        return page;
    }

    /** An empty page, to be set up before it goes anywhere. */
    Page page() {
        String context = send(null, "Target.createBrowserContext", JSON.createObjectNode())
                .get("browserContextId")
                .asText();
        String target = send(
                        null,
                        "Target.createTarget",
                        JSON.createObjectNode().put("url", "about:blank").put("browserContextId", context))
                .get("targetId")
                .asText();
        String session = send(
                        null,
                        "Target.attachToTarget",
                        JSON.createObjectNode().put("targetId", target).put("flatten", true))
                .get("sessionId")
                .asText();
        Page page = new Page(session);
        pages.put(session, page);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            page.send(domain + ".enable", JSON.createObjectNode());
        }
        return page;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        // Its helpers write to its folder until they end, which is to be deleted
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        process.destroy();
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(10, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                each.destroyForcibly();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("the browser does not end", e);
            }
        }
    }

    private JsonNode send(@Nullable String session, String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        try {
            JsonNode received = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (received.has("error")) {
                throw new AssertionError(method + ": " + received.get("error"));
            }
            return received.get("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                receive(whole);
            }
            from.request(1);
            return null;
        }

        private void receive(String text) {
            try {
                JsonNode received = JSON.readTree(text);
                if (received.has("id")) {
                    CompletableFuture<JsonNode> answer =
                            answers.remove(received.get("id").asInt());
                    if (answer != null) {
                        answer.complete(received);
                    }
                } else if (received.has("sessionId")) {
                    Page page = pages.get(received.get("sessionId").asText());
                    if (page != null) {
                        page.hear(received.get("method").asText(), received.get("params"));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A page. Selectors are looked up in the shadow of its {@code footnote-chat}, or else in the page. */
    final class Page {

        private final String session;
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<String> dialogs = new CopyOnWriteArrayList<>();

        private Page(String session) {
            this.session = session;
        }

        JsonNode send(String method, ObjectNode parameters) {
            return Browser.this.send(session, method, parameters);
        }

        private void hear(String method, JsonNode event) {
            switch (method) {
                case "Runtime.exceptionThrown" ->
                    complaints.add(event.get("exceptionDetails").toString());
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert")
                            .contains(event.get("type").asText())) {
                        complaints.add(event.get("args").toString());
                    }
                }
                case "Log.entryAdded" -> {
                    if (!event.get("entry").get("source").asText().equals("network")) {
                        complaints.add(event.get("entry").get("text").asText());
                    }
                }
                case "Network.requestWillBeSent" ->
                    requests.add(event.get("request").get("url").asText());
                case "Page.javascriptDialogOpening" ->
                    dialogs.add(event.get("message").asText());
                default -> {
                    // Of no interest to a test
                }
            }
        }

        /** What the browser complained of: errors, warnings, breaches of the content policy. Failed requests are none. */
        List<String> complaints() {
            return complaints;
        }

        /** The addresses of all that it asked for. */
        List<String> requests() {
            return requests;
        }

        /** What {@code alert} and its like said. */
        List<String> dialogs() {
            return dialogs;
        }

        void go(String address) {
            send("Page.navigate", JSON.createObjectNode().put("url", address));
            await("document.readyState === 'complete' && location.href !== 'about:blank'");
        }

        void reload() {
            evaluate("window.stale = true");
            send("Page.reload", JSON.createObjectNode());
            await("!window.stale && document.readyState === 'complete'");
        }

        void resize(int width, int height) {
            send(
                    "Emulation.setDeviceMetricsOverride",
                    JSON.createObjectNode()
                            .put("width", width)
                            .put("height", height)
                            .put("deviceScaleFactor", 1)
                            .put("mobile", width < 500));
        }

        void prefer(String feature, String value) {
            ArrayNode features = JSON.createArrayNode()
                    .add(JSON.createObjectNode().put("name", feature).put("value", value));
            send("Emulation.setEmulatedMedia", JSON.createObjectNode().set("features", features));
        }

        void offline(boolean offline) {
            send(
                    "Network.emulateNetworkConditions",
                    JSON.createObjectNode()
                            .put("offline", offline)
                            .put("latency", 0)
                            .put("downloadThroughput", -1)
                            .put("uploadThroughput", -1));
        }

        /** Returns what an expression comes to, as JSON; promises are waited for. */
        JsonNode evaluate(String expression) {
            JsonNode result = send(
                    "Runtime.evaluate",
                    JSON.createObjectNode()
                            .put("expression", expression)
                            .put("awaitPromise", true)
                            .put("returnByValue", true)
                            .put("userGesture", true));
            if (result.has("exceptionDetails")) {
                throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
            }
            JsonNode value = result.get("result").get("value");
            return value == null ? JSON.nullNode() : value;
        }

        /** Waits until an expression is true. */
        void await(String expression) {
            Awaitility.await(expression)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(30))
                    .until(() -> send(
                                    "Runtime.evaluate",
                                    JSON.createObjectNode()
                                            .put("expression", "Boolean(" + expression + ")")
                                            .put("returnByValue", true))
                            .path("result")
                            .path("value")
                            .asBoolean());
        }

        private static String all(String selector) {
            String quoted = JSON.valueToTree(selector).toString();
            return "(() => { const chat = Document.prototype.querySelector.call(document, 'footnote-chat');"
                    + " const found = chat?.shadowRoot ? [...chat.shadowRoot.querySelectorAll(" + quoted + ")] : [];"
                    + " return found.length ? found : [...Document.prototype.querySelectorAll.call(document, " + quoted
                    + ")]; })()";
        }

        int count(String selector) {
            return evaluate(all(selector) + ".length").asInt();
        }

        /** The text of the last element that a selector matches, as it is on the screen; empty where there is none. */
        String text(String selector) {
            return evaluate(all(selector) + ".at(-1)?.innerText ?? ''").asText();
        }

        void awaitElement(String selector) {
            await(all(selector) + ".some(node => node.getClientRects().length)");
        }

        /** Waits until nothing moves any more but what moves without end: until then things are not where they will be. */
        void awaitStill() {
            await("[document, Document.prototype.querySelector.call(document, 'footnote-chat')?.shadowRoot]"
                    + ".flatMap(root => root?.getAnimations?.() ?? [])"
                    + ".every(animation => animation.effect.getComputedTiming().endTime === Infinity)");
        }

        void awaitText(String selector, String part) {
            await(all(selector) + ".some(node => node.innerText.includes(" + JSON.valueToTree(part) + "))");
        }

        /** Returns a property of the last element that a selector matches. */
        JsonNode property(String selector, String expression) {
            return evaluate("(node => " + expression + ")(" + all(selector) + ".at(-1))");
        }

        /** Presses the mouse in the middle of the last element that a selector matches, where that is on the screen. */
        void click(String selector) {
            JsonNode at = middle(selector);
            for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
                mouse(type, at);
            }
        }

        void hover(String selector) {
            mouse("mouseMoved", middle(selector));
        }

        private JsonNode middle(String selector) {
            awaitElement(selector);
            awaitStill();
            return evaluate(
                    "(node => { node.scrollIntoView({ block: 'nearest' }); const box = node.getBoundingClientRect();"
                            + " return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })(" + all(selector)
                            + ".at(-1))");
        }

        private void mouse(String type, JsonNode at) {
            send(
                    "Input.dispatchMouseEvent",
                    JSON.createObjectNode()
                            .put("type", type)
                            .put("x", at.get("x").asDouble())
                            .put("y", at.get("y").asDouble())
                            .put("button", type.equals("mouseMoved") ? "none" : "left")
                            .put("clickCount", type.equals("mouseMoved") ? 0 : 1));
        }

        void type(String text) {
            send("Input.insertText", JSON.createObjectNode().put("text", text));
        }

        /** Presses a key: {@code Enter}, {@code Escape}, {@code Tab}, {@code ArrowUp}, or a letter with Ctrl. */
        void press(String key) {
            int code = switch (key) {
                case "Enter" -> 13;
                case "Escape" -> 27;
                case "Tab" -> 9;
                case "ArrowUp" -> 38;
                default -> Character.toUpperCase(key.charAt(0));
            };
            for (String type : List.of("keyDown", "keyUp")) {
                ObjectNode event = JSON.createObjectNode()
                        .put("type", type)
                        .put("key", key)
                        .put("modifiers", key.length() == 1 ? 2 : 0)
                        .put("windowsVirtualKeyCode", code);
                if (key.equals("Enter") && type.equals("keyDown")) {
                    event.put("text", "\r");
                }
                send("Input.dispatchKeyEvent", event);
            }
        }

        void screenshot(Path file) throws IOException {
            String data = send("Page.captureScreenshot", JSON.createObjectNode())
                    .get("data")
                    .asText();
            Files.write(file, Base64.getDecoder().decode(data));
        }
    }
}
