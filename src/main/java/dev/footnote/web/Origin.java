package dev.footnote.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the page stands that has made a browser send a request (RFC 6454, and Fetch's metadata). */
final class Origin {

    private static final String SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private Origin() {}

    /** Returns the origin that a browser names; empty where none is named. */
    static Optional<String> of(HttpRequest<?> request) {
        List<String> named = request.getHeaders().getAll(HttpHeaders.ORIGIN);
        return named.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", named));
    }

    /** Tells whether a request only reads, and its browser says nothing of where it comes from. */
    static boolean isSilentReading(HttpRequest<?> request) {
        return request.getMethod() == HttpMethod.GET
                && of(request).isEmpty()
                && !request.getHeaders().contains(SITE);
    }

    /** Tells whether a request comes from our own page: what the browser says of it must not speak against it, and something must be said. */
    static boolean isOwn(HttpRequest<?> request) {
        String host = request.getHeaders().get(HttpHeaders.HOST, String.class, "");
        Optional<String> origin = of(request);
        String site = request.getHeaders().get(SITE);
        boolean originIsOwn = origin.map(named -> named.equals("http://" + host) || named.equals("https://" + host))
                .orElse(site != null);
        return originIsOwn && (site == null || OWN_SITE.contains(site));
    }
}
