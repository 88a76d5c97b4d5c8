package dev.footnote.web;

import dev.footnote.access.ApiKeys;
import dev.footnote.access.KeyScope;
import dev.footnote.access.Principal;
import dev.footnote.access.Tokens;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in by what they show: a key or a visitor's token in {@code Authorization} or {@code X-API-Key}, or a browser's session. While there
 * is no key, whoever reaches the service may do everything, if that is this machine alone ({@link ListenAddress}); where the last key is revoked of a
 * service that others reach, it lets nobody in.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class Door {

    /** The cookie that holds a browser's session. */
    static final String SESSION = "footnote_session";

    private static final String BEARER = "bearer ";

    private final ApiKeys keys;
    private final Tokens tokens;
    private final QuestionLimits limits;
    private final ListenAddress address;

    Door(ApiKeys keys, Tokens tokens, QuestionLimits limits, ListenAddress address) {
        this.keys = keys;
        this.tokens = tokens;
        this.limits = limits;
        this.address = address;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    MutableHttpResponse<?> letIn(HttpRequest<?> request) {
        Routes.Need need = Routes.need(request.getMethod(), request.getPath());
        boolean preflight = request.getMethod() == HttpMethod.OPTIONS;
        return switch (need) {
            case Routes.Need.Nothing nothing -> null;
            case Routes.Need.OneOf oneOf -> preflight ? null : letIn(request, oneOf.scopes());
        };
    }

    private @Nullable MutableHttpResponse<?> letIn(HttpRequest<?> request, Set<KeyScope> scopes) {
        if (address.isLoopback() && !keys.any()) {
            if (Origin.of(request).isPresent() && !Origin.isOwn(request)) {
                return refusal(
                        HttpStatus.FORBIDDEN,
                        "Pages of other sites may not ask. Make a widget's key that names this one: see footnote keys create --help.");
            }
            request.setAttribute(Caller.ATTRIBUTE, Caller.LOCAL);
            return null;
        }
        List<String> shown = shown(request);
        if (shown.size() > 1) {
            return refusal(HttpStatus.BAD_REQUEST, "A request must show one key, but it shows " + shown.size() + ".");
        }
        Optional<Caller> caller = shown.isEmpty() ? session(request) : caller(request, shown.getFirst());
        if (caller.isEmpty()) {
            return refusal(
                            HttpStatus.UNAUTHORIZED,
                            "A key is needed: send it as Authorization: Bearer …, or log in on the page. It is missing, unknown,"
                                    + " out of date, revoked, or not meant for this page.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (caller.get().scopes().stream().noneMatch(scopes::contains)) {
            return refusal(
                    HttpStatus.FORBIDDEN, "The key must have the scope " + named(scopes) + " for this, but has not.");
        }
        request.setAttribute(Caller.ATTRIBUTE, caller.get());
        return limits.check(request, caller.get())
                .map(seconds -> refusal(
                                HttpStatus.TOO_MANY_REQUESTS,
                                "That were too many questions in a minute. Ask again in " + seconds + " s.")
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)))
                .orElse(null);
    }

    private static String named(Set<KeyScope> scopes) {
        return String.join(
                " or ",
                scopes.stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
    }

    /** Every way of showing a key counts, so that two of them cannot contradict each other unnoticed. */
    private static List<String> shown(HttpRequest<?> request) {
        List<String> shown = new ArrayList<>(request.getHeaders().getAll("X-API-Key"));
        for (String header : request.getHeaders().getAll(HttpHeaders.AUTHORIZATION)) {
            boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
            shown.add(bearer ? header.substring(BEARER.length()) : header);
        }
        return shown.stream().map(String::strip).toList();
    }

    private Optional<Caller> caller(HttpRequest<?> request, String shown) {
        Optional<Caller> byKey = keys.authenticate(shown)
                .filter(key -> !key.scopes().contains(KeyScope.WIDGET))
                .map(key -> new Caller(Principal.of(key), key.scopes(), true));
        return byKey.or(() -> tokens.read(shown)
                .filter(token -> token.kind() == Tokens.Kind.VISITOR)
                .filter(token -> Origin.of(request)
                        .map(origin -> token.key().origins().contains(origin))
                        .orElse(true))
                .map(Door::visitor));
    }

    private static Caller visitor(Tokens.Valid token) {
        return new Caller(Principal.visitor(token.key(), token.subject()), Set.of(KeyScope.ASK), true);
    }

    /**
     * A cookie comes along whoever has made the browser send the request, so what changes something must come from our own page. Browsers say of a
     * page's own reading nothing at all where there is no HTTPS; other sites' pages cannot read what comes of it.
     */
    private Optional<Caller> session(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(SESSION)
                .map(Cookie::getValue)
                .filter(cookie -> Origin.isOwn(request) || Origin.isSilentReading(request))
                .flatMap(tokens::read)
                .filter(token -> token.kind() == Tokens.Kind.SESSION)
                .map(token -> new Caller(Principal.of(token.key()), token.key().scopes(), true));
    }

    private static MutableHttpResponse<Problem> refusal(HttpStatus status, String detail) {
        MutableHttpResponse<Problem> refusal = HttpResponse.<Problem>status(status)
                .body(Problem.of(status, detail))
                .contentType(Problem.MEDIA_TYPE);
        BrowserDefences.strict(refusal);
        return refusal;
    }
}
