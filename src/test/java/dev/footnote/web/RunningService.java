package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The service over HTTP on a free port, with the real models and two small collections. */
final class RunningService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What no body may hold: names of our classes or the framework's, stack traces, paths of this machine. */
    private static final String LEAK =
            "dev\\.footnote|micronaut|java\\.|netty|jackson|Exception|\\bat [a-z]+\\.[a-zA-Z.]+\\(|/tmp/|/home/|\\bInteger\\b|\\[(int|long)";

    private final EmbeddedServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** Writes the documents into {@code folder}, indexes them there and starts to listen. */
    RunningService(Path folder, Map<String, Object> settings) throws InterruptedException {
        write(folder.resolve("reports/sea.md"), """
                ---
                title: Ships 🚢 of the café
                link: https://example.org/sea
                date: 2021-03-04
                ---
                # Ships

                The harbour 🚢 of Ardmore was founded in 1838 by the engineer Clara Whitfield. It holds forty fishing boats.

                # Weather

                The café above the harbour closes when the wind is stronger than ninety kilometres per hour.
                """);
        write(
                folder.resolve("reports/mill.txt"),
                "The paper mill of Dunloe employs 312 people. It was sold to a Finnish company in 1994.\n");
        write(
                folder.resolve("notes/tea.txt"),
                "Assam tea needs water of 95 degrees. The leaves are taken out after four minutes.\n");
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.server.port",
                -1,
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.collections.reports.folder",
                folder.resolve("reports").toString(),
                "footnote.collections.notes.folder",
                folder.resolve("notes").toString()));
        properties.putAll(settings);
        server = ApplicationContext.run(EmbeddedServer.class, properties);
        server.getApplicationContext().getBean(FolderSync.class).run();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    HttpResponse<String> ask(String question) {
        return post("/v1/ask", body(question));
    }

    /** Returns a part of the running service. */
    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    String address() {
        return "http://localhost:" + server.getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the test was interrupted", e);
        }
    }

    /** Sends the bytes of a request as they are, each character one byte, and returns all that comes back. */
    String raw(String request) {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    String raw(byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            try {
                for (int next = socket.getInputStream().read();
                        next >= 0;
                        next = socket.getInputStream().read()) {
                    response.write(next);
                    socket.setSoTimeout(1_000);
                }
            } catch (SocketTimeoutException e) {
                // The service keeps the connection open: what has come is all there is
            }
            return response.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the response is a problem of this status, whose detail it returns, and that it gives nothing away. */
    static String problem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = json(response);
        assertThat(problem.fieldNames()).toIterable().containsExactly("type", "title", "status", "detail");
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        String detail = problem.get("detail").asText();
        assertThat(detail).isNotBlank().endsWith(".");
        givesNothingAway(response.body());
        return detail;
    }

    static void givesNothingAway(String body) {
        assertThat(body).doesNotContainPattern(LEAK);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + response.body(), e);
        }
    }

    static String body(String question) {
        return JSON.createObjectNode().put("question", question).toString();
    }

    @Override
    public void close() {
        client.close();
        server.getApplicationContext().close();
    }
}
