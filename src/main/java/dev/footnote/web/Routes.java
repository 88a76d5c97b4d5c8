package dev.footnote.web;

import dev.footnote.access.KeyScope;
import io.micronaut.http.HttpMethod;
import java.util.EnumSet;
import java.util.Set;

/** The one place that says which key opens which route. */
final class Routes {

    private Routes() {}

    /** What a route asks for. */
    sealed interface Need {

        /** Nothing: what is there is no secret. */
        record Nothing() implements Need {}

        /** A key with one of these scopes. */
        record OneOf(Set<KeyScope> scopes) implements Need {}
    }

    /** Returns what a request needs; whatever is not named here needs {@link KeyScope#ADMIN}. */
    static Need need(HttpMethod method, String path) {
        if (path.equals("/v1/session") || path.equals("/v1/visitors")) {
            return new Need.Nothing(); // where keys are exchanged
        }
        if (!path.startsWith("/v1/")) {
            return new Need.Nothing(); // the page, the widget and whether the service is well
        }
        if (path.startsWith("/v1/documents")) {
            return oneOf(KeyScope.ASK, KeyScope.SEARCH);
        }
        if (path.equals("/v1/sync")) {
            return oneOf(KeyScope.INGEST);
        }
        if (path.equals("/v1/search")) {
            return oneOf(KeyScope.SEARCH);
        }
        if (path.equals("/v1/feedback") && method != HttpMethod.POST) {
            return oneOf(KeyScope.ADMIN);
        }
        boolean asking = path.equals("/v1/ask")
                || path.equals("/v1/feedback")
                || path.equals("/v1/suggestions")
                || path.startsWith("/v1/answers/")
                || path.equals("/v1/conversations")
                || path.startsWith("/v1/conversations/");
        return asking ? oneOf(KeyScope.ASK) : oneOf(KeyScope.ADMIN);
    }

    private static Need oneOf(KeyScope... scopes) {
        Set<KeyScope> named = EnumSet.noneOf(KeyScope.class);
        named.addAll(Set.of(scopes));
        return new Need.OneOf(named);
    }
}
