package dev.footnote.chat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The other end of {@link DeferredChannel}, on loopback: one message for each token. */
final class DeferredProgram implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, String> messages = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean refusing;

    DeferredProgram() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/messages/";
    }

    /** Returns what the message of a token says. */
    String shown(String token) {
        return messages.getOrDefault(token, "");
    }

    void refuse(boolean refuse) {
        refusing = refuse;
    }

    int refused() {
        return refused.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = exchange.getRequestURI().getPath().replaceAll(".*/", "");
            String words = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (refusing) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (exchange.getRequestMethod().equals("DELETE")) {
                messages.remove(token);
            } else {
                messages.put(token, words);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
