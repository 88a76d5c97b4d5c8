package dev.footnote.web;

import io.micronaut.core.io.ResourceLoader;
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
import java.util.Map;

/** The page at {@code /} and what it loads. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {

    private static final Map<String, String> ASSETS = Map.of(
            "footnote.css", "text/css",
            "footnote.js", "text/javascript",
            "favicon.svg", "image/svg+xml");

    private final ResourceLoader resources;

    PageController(ResourceLoader resources) {
        this.resources = resources;
    }

    @Get(
            uris = {"/", "/d/{id}"},
            produces = MediaType.TEXT_HTML)
    byte[] page() {
        return read("index.html");
    }

    @Get("/assets/{name}")
    HttpResponse<byte[]> asset(String name) {
        String mediaType = ASSETS.get(name);
        if (mediaType == null) {
            throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such file.");
        }
        return HttpResponse.ok(read(name)).contentType(mediaType + ";charset=utf-8");
    }

    private byte[] read(String name) {
        try (InputStream stream = resources
                .getResourceAsStream("classpath:web/" + name)
                .orElseThrow(() -> new IllegalStateException("web/" + name + " must be on the class path"))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
