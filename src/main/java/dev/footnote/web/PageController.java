package dev.footnote.web;

import dev.footnote.corpus.ContentHash;
import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The page at {@code /}, and the chat that it and other people's pages load. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {

    private static final Map<String, String> ASSETS = Map.of("favicon.svg", "image/svg+xml");

    /** What {@code src/main/widget} is built into; see "The chat widget" in ARCHITECTURE.md. */
    private static final Map<String, String> WIDGET = Map.of(
            "widget.js", "text/javascript",
            "chat.js", "text/javascript",
            "page.js", "text/javascript",
            "chat.css", "text/css",
            "page.css", "text/css",
            "demo.css", "text/css",
            "demo.html", "text/html");

    private final ResourceLoader resources;
    private final Map<String, Asset> kept = new ConcurrentHashMap<>();

    PageController(ResourceLoader resources) {
        this.resources = resources;
    }

    /** A file, and what tells it from other versions of itself. */
    private record Asset(String text, String tag) {}

    @Get(
            uris = {"/", "/d/{id}"},
            produces = MediaType.TEXT_HTML)
    String page(HttpRequest<?> request) {
        // What it loads is named from where it is, since a proxy may serve it under a path
        long depth = request.getPath().chars().filter(c -> c == '/').count() - 1;
        return asset("index.html").text().replace("=\"/", "=\"" + "../".repeat((int) depth));
    }

    @Get("/assets/{name}")
    HttpResponse<String> asset(HttpRequest<?> request, String name) {
        return answer(request, name, ASSETS.get(name));
    }

    @Get("/widget/v1/{name}")
    HttpResponse<String> widget(HttpRequest<?> request, String name) {
        return answer(request, "widget/v1/" + name, WIDGET.get(name));
    }

    private HttpResponse<String> answer(HttpRequest<?> request, String name, @Nullable String mediaType) {
        if (mediaType == null) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such file.");
        }
        Asset asset = asset(name);
        if (isKnown(request, asset)) {
            return HttpResponse.<String>notModified().header("ETag", asset.tag());
        }
        return HttpResponse.ok(asset.text())
                .contentType(mediaType + ";charset=utf-8")
                .header("ETag", asset.tag());
    }

    /** Compares weakly (RFC 9110, 13.1.2): a proxy that compresses makes a weak tag of ours. */
    private static boolean isKnown(HttpRequest<?> request, Asset asset) {
        return request.getHeaders().getAll("If-None-Match").stream()
                .flatMap(known -> Arrays.stream(known.split(",")))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(asset.tag()) || tag.equals("W/" + asset.tag()));
    }

    private Asset asset(String name) {
        return kept.computeIfAbsent(name, this::read);
    }

    private Asset read(String name) {
        try (InputStream stream = resources
                .getResourceAsStream("classpath:web/" + name)
                .orElseThrow(() -> new IllegalStateException("web/" + name + " must be on the class path"))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Asset(text, '"' + ContentHash.of(text) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
