package dev.footnote.web;

import dev.footnote.access.ApiKey;
import dev.footnote.access.ApiKeys;
import dev.footnote.access.KeyScope;
import dev.footnote.access.Tokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exchanges keys for what browsers may hold: a session of our own page, or a visitor's token of a page with the widget. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {

    private static final int LONGEST = 1000;
    private static final String EXAMPLE = "{\"key\": \"fn_…\"}";

    private final ApiKeys keys;
    private final Tokens tokens;
    private final JsonMapper json;

    SessionController(ApiKeys keys, Tokens tokens, JsonMapper json) {
        this.keys = keys;
        this.tokens = tokens;
        this.json = json;
    }

    /** A visitor's token on the wire; {@code expires_in} in seconds. */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record TokenResponse(String token, long expiresIn) {}

    /** Begins a session. The cookie cannot be read by scripts and is not sent by other sites' pages. */
    @Post("/session")
    HttpResponse<?> begin(HttpRequest<byte[]> http) {
        String sent = RequestBody.read(json, http, List.of("key"), EXAMPLE).requiredText("key", LONGEST);
        if (!Origin.isOwn(http) && Origin.of(http).isPresent()) {
            throw new ProblemException(HttpStatus.FORBIDDEN, "A session is begun on this service's own page alone.");
        }
        ApiKey key = keys.authenticate(sent)
                .filter(known -> !known.scopes().contains(KeyScope.WIDGET))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.UNAUTHORIZED, "The key is unknown or revoked, or is a widget's."));
        return HttpResponse.noContent()
                .cookie(cookie(http, tokens.issue(Tokens.Kind.SESSION, key, null))
                        .maxAge(Tokens.SESSION));
    }

    /**
     * Who is logged in in this browser.
     *
     * @param key the name of the key that was given; null: nobody is
     */
    @Serdeable.Serializable(naming = SnakeCaseStrategy.class)
    record SessionResponse(@Nullable String key) {}

    /** Tells whether a session has begun in this browser, which its scripts cannot see for themselves. */
    @Get("/session")
    SessionResponse session(HttpRequest<?> http) {
        return new SessionResponse(http.getCookies()
                .findCookie(Door.SESSION)
                .flatMap(cookie -> tokens.read(cookie.getValue()))
                .filter(token -> token.kind() == Tokens.Kind.SESSION)
                .map(token -> token.key().name())
                .orElse(null));
    }

    @Delete("/session")
    HttpResponse<?> end(HttpRequest<?> http) {
        return HttpResponse.noContent().cookie(cookie(http, "").maxAge(Duration.ZERO));
    }

    private static Cookie cookie(HttpRequest<?> http, String value) {
        boolean secure = http.isSecure() || "https".equals(http.getHeaders().get("X-Forwarded-Proto"));
        return Cookie.of(Door.SESSION, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite(SameSite.Strict)
                .path("/");
    }

    /** Gives a visitor's token for a widget's key, to the pages that the key names. */
    @Post("/visitors")
    TokenResponse visit(HttpRequest<byte[]> http) {
        RequestBody body = RequestBody.read(json, http, List.of("key", "token"), EXAMPLE);
        String sent = body.requiredText("key", LONGEST);
        String earlier = body.text("token", LONGEST);
        Optional<String> origin = Origin.of(http);
        ApiKey key = keys.authenticate(sent)
                .filter(known -> known.scopes().contains(KeyScope.WIDGET))
                .filter(known -> origin.isPresent() && known.origins().contains(origin.get()))
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.FORBIDDEN,
                        "The widget's key is unknown or revoked, or does not name the origin of this page."));
        return new TokenResponse(tokens.issue(Tokens.Kind.VISITOR, key, earlier), Tokens.VISIT.toSeconds());
    }
}
