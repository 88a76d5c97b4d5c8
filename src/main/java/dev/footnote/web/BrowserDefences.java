package dev.footnote.web;

import dev.footnote.access.ApiKeys;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a browser from being turned against the service: strict headers on every response, and no answer to requests that reached
 * loopback under a foreign name (DNS rebinding).
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class BrowserDefences {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'";

    /** The chat's script and style: any page may load them, and they tell nothing. */
    private static final String WIDGET = "/widget/v1/";

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final ApiKeys keys;

    BrowserDefences(ApiKeys keys) {
        this.keys = keys;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    MutableHttpResponse<?> refuseForeignHost(HttpRequest<?> request) {
        // Two of them: which one counts would be a matter of who reads the request
        List<String> hosts = request.getHeaders().getAll("Host");
        boolean foreign = hosts.size() != 1 || !LOOPBACK_NAMES.contains(nameOf(hosts.getFirst()));
        // Where a key is asked for, a foreign name gives nothing to whoever has none
        if (foreign && (hosts.size() != 1 || !keys.any())) {
            MutableHttpResponse<Problem> refusal = HttpResponse.<Problem>status(HttpStatus.MISDIRECTED_REQUEST)
                    .body(Problem.of(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "This service answers to localhost alone, but the request was addressed to another host."))
                    .contentType(Problem.MEDIA_TYPE);
            strict(refusal);
            return refusal;
        }
        return null;
    }

    @ResponseFilter
    void addHeaders(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (request.getPath().startsWith(WIDGET)) {
            always(response)
                    .header("Cross-Origin-Resource-Policy", "cross-origin")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Cache-Control", "no-cache");
        } else {
            strict(response);
        }
    }

    /** Adds the headers of what only our own page may load. A response that a filter gives instead of the controller's must do so itself. */
    static void strict(MutableHttpResponse<?> response) {
        always(response).header("Cross-Origin-Resource-Policy", "same-origin").header("Cache-Control", "no-store");
    }

    private static MutableHttpResponse<?> always(MutableHttpResponse<?> response) {
        if (!response.getHeaders().contains("Content-Security-Policy")) { // some pages have one of their own
            response.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }
        return response.header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static String nameOf(String host) {
        try {
            String name = new URI("http://" + host).getHost();
            return name == null ? "" : name.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            // Not the name of any host, so not one of ours either
            return "";
        }
    }
}
