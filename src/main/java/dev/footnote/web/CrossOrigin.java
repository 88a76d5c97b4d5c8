package dev.footnote.web;

import dev.footnote.access.ApiKeys;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/**
 * Lets other sites' pages talk to the service from scripts (Fetch's CORS protocol): those whose origin a widget's key names, to the letter, and
 * nobody else. Without such a key there is no such thing. Cookies are never let through.
 *
 * <p>It is the first of the filters, so that a page can also read what another of them says instead of the controller: a refusal, and when to try again.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class CrossOrigin {

    private static final String ALLOWED = "footnote.origin";

    private final ApiKeys keys;

    CrossOrigin(ApiKeys keys) {
        this.keys = keys;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    MutableHttpResponse<?> check(HttpRequest<?> request) {
        String origin = Origin.of(request).orElse(null);
        if (origin == null || !request.getPath().startsWith("/v1/") || !isNamed(origin)) {
            return null;
        }
        request.setAttribute(ALLOWED, origin);
        boolean preflight = request.getMethod() == HttpMethod.OPTIONS
                && request.getHeaders().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (!preflight) {
            return null;
        }
        MutableHttpResponse<?> allowed = HttpResponse.noContent()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PATCH, DELETE")
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Last-Event-ID")
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
        BrowserDefences.strict(allowed);
        allow(allowed, origin);
        return allowed;
    }

    private boolean isNamed(String origin) {
        return keys.all().stream().anyMatch(key -> key.origins().contains(origin));
    }

    @ResponseFilter
    void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
        request.getAttribute(ALLOWED, String.class).ifPresent(origin -> allow(response, origin));
    }

    private static void allow(MutableHttpResponse<?> response, String origin) {
        response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")
                .header(HttpHeaders.VARY, "Origin");
    }
}
