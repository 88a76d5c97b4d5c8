package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.access.ApiKeys;
import dev.footnote.access.KeyScope;
import dev.footnote.access.NewKey;
import dev.footnote.generation.MisbehavingServer;
import dev.footnote.generation.OpenAi;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what with which key, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysIT {

    private static final String SITE = "https://example.org";
    private static final String QUESTION = "{\"question\": \"Who founded the harbour of Ardmore?\"}";

    /** Method, path, body, and which kinds of key open it; all others are refused with 403. */
    private record Route(String method, String path, String body, Set<String> opens, int status) {}

    private static final Set<String> ASKING = Set.of("ask", "visitor");
    private static final Set<String> READING = Set.of("ask", "visitor", "search");

    /** A status of 404 or 400 is of a request that was let in. */
    private static final List<Route> ROUTES = List.of(
            new Route("POST", "/v1/ask", QUESTION, ASKING, 200),
            new Route("GET", "/v1/answers/none/events", "", ASKING, 404),
            new Route("DELETE", "/v1/answers/none", "", ASKING, 404),
            new Route("GET", "/v1/conversations", "", ASKING, 200),
            new Route("GET", "/v1/conversations/none", "", ASKING, 404),
            new Route("PATCH", "/v1/conversations/none", "{\"title\": \"x\"}", ASKING, 404),
            new Route("DELETE", "/v1/conversations/none", "", ASKING, 404),
            new Route("GET", "/v1/conversations/none/export", "", ASKING, 404),
            new Route("POST", "/v1/feedback", "{\"answer_id\": \"none\", \"rating\": \"up\"}", ASKING, 404),
            new Route("POST", "/v1/suggestions", "{}", ASKING, 200),
            new Route("POST", "/v1/search", QUESTION, Set.of("search"), 200),
            new Route("GET", "/v1/documents", "", READING, 200),
            new Route("GET", "/v1/documents/none", "", READING, 404),
            new Route("GET", "/v1/documents/none/text", "", READING, 404),
            new Route("POST", "/v1/sync", "", Set.of("ingest"), 202),
            new Route("GET", "/v1/sync", "", Set.of("ingest"), 200),
            new Route("GET", "/v1/feedback", "", Set.of("admin"), 200),
            new Route("GET", "/v1/reports/unanswered", "", Set.of("admin"), 200),
            new Route("GET", "/v1/reports/questions", "", Set.of("admin"), 200),
            new Route("GET", "/v1/nothing", "", Set.of("admin"), 404));

    private RunningService service;
    private ApiKeys keys;
    private final Map<String, String> shown = new HashMap<>();

    @BeforeAll
    void start(@TempDir Path folder) throws InterruptedException {
        service = new RunningService(folder, Map.of("footnote.web.questions-per-minute", 1000));
        keys = service.bean(ApiKeys.class);
        for (KeyScope scope : List.of(KeyScope.ASK, KeyScope.SEARCH, KeyScope.INGEST, KeyScope.ADMIN)) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            shown.put(name, keys.create(new NewKey(name, Set.of(scope), null, Set.of())));
        }
        String widget = keys.create(new NewKey("site", Set.of(KeyScope.WIDGET), null, Set.of(SITE)));
        shown.put("widget", widget);
        shown.put("visitor", visitor(widget, null).get("token").asText());
        String revoked = keys.create(new NewKey("gone", Set.of(KeyScope.ASK), null, Set.of()));
        keys.revoke(keys.authenticate(revoked).orElseThrow().id());
        shown.put("revoked", revoked);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private JsonNode visitor(String widget, @Nullable String earlier) {
        HttpResponse<String> response = visit(widget, SITE, earlier);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
        return RunningService.json(response);
    }

    private HttpResponse<String> visit(String key, String origin, @Nullable String earlier) {
        return service.send(service.request("/v1/visitors")
                .header("Content-Type", "application/json")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString("{\"key\": \"" + key + "\""
                        + (earlier == null ? "" : ", \"token\": \"" + earlier + "\"") + "}")));
    }

    private HttpResponse<String> send(Route route, String... headers) {
        var request = service.request(route.path())
                .header("Content-Type", "application/json")
                .method(
                        route.method(),
                        route.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(route.body()));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return service.send(request);
    }

    @Test
    void everyRouteOpensToTheKeysThatAreWrittenDownAndToNoOther() {
        List<String> wrong = new ArrayList<>();
        for (Route route : ROUTES) {
            expect(wrong, route, "no key", send(route), 401);
            expect(wrong, route, "nonsense", send(route, "Authorization", "Bearer nonsense"), 401);
            for (String kind : List.of("widget", "revoked")) {
                expect(wrong, route, kind, send(route, "Authorization", "Bearer " + shown.get(kind)), 401);
            }
            for (String kind : List.of("ask", "search", "ingest", "admin", "visitor")) {
                int expected = route.opens().contains(kind) ? route.status() : 403;
                expect(wrong, route, kind, send(route, "Authorization", "Bearer " + shown.get(kind)), expected);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void expect(
            List<String> wrong, Route route, String kind, HttpResponse<String> response, int expected) {
        if (response.statusCode() != expected) {
            wrong.add(route.method() + " " + route.path() + " with " + kind + ": expected " + expected + ", got "
                    + response.statusCode() + " " + response.body());
        }
    }

    @Test
    void everyWayOfSendingAKeyIsDecidedAlikeAndTwoAreOneTooMany() {
        Route ask = ROUTES.getFirst();
        String key = String.valueOf(shown.get("ask"));
        assertThat(send(ask, "Authorization", "bearer " + key).statusCode()).isEqualTo(200);
        assertThat(send(ask, "X-API-Key", key).statusCode()).isEqualTo(200);
        assertThat(send(ask, "X-API-Key", String.valueOf(shown.get("admin"))).statusCode())
                .isEqualTo(403);
        assertThat(send(ask, "X-API-Key", key, "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(400);
        assertThat(send(new Route("POST", "/v1/ask?key=" + key, QUESTION, Set.of(), 401))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(ask).headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void thePageAndWhetherTheServiceIsWellNeedNoKey() {
        assertThat(service.get("/").statusCode()).isEqualTo(200);
        assertThat(service.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyOpensItsCollectionsAlone() {
        String key = keys.create(new NewKey("notes", Set.of(KeyScope.ASK, KeyScope.SEARCH), Set.of("notes"), Set.of()));
        assertThat(send(new Route("GET", "/v1/documents", "", Set.of(), 200), "X-API-Key", key)
                        .body())
                .contains("tea.txt")
                .doesNotContain("mill.txt");
        assertThat(RunningService.json(send(ROUTES.getFirst(), "X-API-Key", key))
                        .get("status")
                        .asText())
                .isEqualTo("not_found");
        assertThat(send(new Route("POST", "/v1/search", QUESTION, Set.of(), 200), "X-API-Key", key)
                        .body())
                .doesNotContain("Ardmore was founded");
    }

    @Test
    void whatBelongsToOneKeyIsAbsentForAnother() {
        String mine = keys.create(new NewKey("mine", Set.of(KeyScope.ASK), null, Set.of()));
        JsonNode answer = RunningService.json(send(ROUTES.getFirst(), "X-API-Key", mine));
        String conversation =
                "/v1/conversations/" + answer.get("conversation_id").asText();
        Route read = new Route("GET", conversation, "", Set.of(), 200);
        assertThat(send(read, "X-API-Key", mine).statusCode()).isEqualTo(200);
        for (String kind : List.of("ask", "visitor")) {
            assertThat(send(read, "X-API-Key", String.valueOf(shown.get(kind))).statusCode())
                    .isEqualTo(404);
        }
        String goingOn = "{\"question\": \"When?\", \"conversation_id\": \""
                + answer.get("conversation_id").asText() + "\"}";
        assertThat(send(
                                new Route("POST", "/v1/ask", goingOn, Set.of(), 404),
                                "X-API-Key",
                                String.valueOf(shown.get("ask")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aWidgetsKeyIsExchangedOnItsOwnPagesAlone() {
        String widget = String.valueOf(shown.get("widget"));
        for (String origin : List.of(
                "http://example.org",
                "https://example.org:8443",
                "https://example.org.evil.test",
                "https://evil-example.org",
                "https://sub.example.org",
                "null")) {
            HttpResponse<String> refused = visit(widget, origin, null);
            assertThat(refused.statusCode()).as(origin).isEqualTo(403);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(origin)
                    .isEmpty();
        }
        assertThat(visit(String.valueOf(shown.get("ask")), SITE, null).statusCode())
                .isEqualTo(403);
        assertThat(send(
                                ROUTES.getFirst(),
                                "Authorization",
                                "Bearer " + shown.get("visitor"),
                                "Origin",
                                "https://evil.test")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aVisitorComesBackToTheirConversations() {
        String widget = String.valueOf(shown.get("widget"));
        String first = visitor(widget, null).get("token").asText();
        JsonNode answer = RunningService.json(send(ROUTES.getFirst(), "Authorization", "Bearer " + first));
        Route read = new Route(
                "GET", "/v1/conversations/" + answer.get("conversation_id").asText(), "", Set.of(), 200);
        String again = visitor(widget, first).get("token").asText();
        String stranger = visitor(widget, null).get("token").asText();
        assertThat(send(read, "Authorization", "Bearer " + again).statusCode()).isEqualTo(200);
        assertThat(send(read, "Authorization", "Bearer " + stranger).statusCode())
                .isEqualTo(404);
    }

    @Test
    void browsersAreToldWhichPagesMayAsk() {
        Route preflight = new Route("OPTIONS", "/v1/ask", "", Set.of(), 204);
        HttpResponse<String> named = send(preflight, "Origin", SITE, "Access-Control-Request-Method", "POST");
        assertThat(named.statusCode()).isEqualTo(204);
        assertThat(named.headers().allValues("Access-Control-Allow-Origin")).containsExactly(SITE);
        assertThat(named.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        HttpResponse<String> foreign =
                send(preflight, "Origin", "https://evil.test", "Access-Control-Request-Method", "POST");
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<String> asked =
                send(ROUTES.getFirst(), "Authorization", "Bearer " + shown.get("visitor"), "Origin", SITE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).contains(SITE);
        assertThat(asked.headers().firstValue("Vary").orElse("")).contains("Origin");
    }

    @Test
    void aSessionOpensOurOwnPageAlone() {
        HttpResponse<String> begun = service.post("/v1/session", "{\"key\": \"" + shown.get("ask") + "\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(204);
        String set = begun.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict", "Path=/")
                .doesNotContain(String.valueOf(shown.get("ask")));
        String cookie = set.substring(0, set.indexOf(';'));
        String own = service.address();
        Route ask = ROUTES.getFirst();

        assertThat(send(ask, "Cookie", cookie, "Origin", own).statusCode()).isEqualTo(200);
        assertThat(send(ask, "Cookie", cookie, "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(200);
        assertThat(send(ask, "Cookie", cookie).statusCode()).isEqualTo(401);
        Route session = new Route("GET", "/v1/session", "", Set.of(), 200);
        assertThat(send(session, "Cookie", cookie).body()).isEqualTo("{\"key\":\"ask\"}");
        assertThat(send(session, "Cookie", "footnote_session=nonsense").body()).doesNotContain("ask");
        assertThat(send(ask, "Cookie", cookie, "Origin", "https://evil.test").statusCode())
                .isEqualTo(401);
        assertThat(send(ask, "Cookie", cookie, "Origin", own, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.post("/v1/session", "{\"key\": \"" + shown.get("widget") + "\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void noOtherSpellingOfAPathGoesRoundTheDoor() {
        for (String path : List.of(
                "/%761/documents",
                "/v1/%64ocuments",
                "//v1/documents",
                "/v1//documents",
                "/V1/documents",
                "/./v1/documents",
                "/d/../v1/documents",
                "/v1;a=b/documents",
                "/v1%2fdocuments")) {
            String response = service.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(response).as(path).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("mill.txt");
        }
    }

    @Test
    void reportsShowWhatEveryoneHasAsked() {
        Route ask = new Route("POST", "/v1/ask", "{\"question\": \"Who is the mayor of Valparaiso?\"}", Set.of(), 200);
        assertThat(send(ask, "Authorization", "Bearer " + shown.get("visitor")).body())
                .contains("not_found");
        Route report = new Route("GET", "/v1/reports/unanswered", "", Set.of(), 200);
        assertThat(send(report, "X-API-Key", String.valueOf(shown.get("admin"))).body())
                .contains("mayor of Valparaiso");
    }

    @Test
    void aKeyThatIsRevokedEndsWhatIsBeingAnsweredForIt(@TempDir Path folder) throws Exception {
        try (MisbehavingServer model = new MisbehavingServer(connection -> connection.stream()
                        .data(OpenAi.piece("The harbour of Ardmore "))
                        .untilGone());
                RunningService writing = new RunningService(
                        folder,
                        Map.of(
                                "footnote.generation.provider", "openai",
                                "footnote.generation.model", "scripted",
                                "footnote.generation.base-url", model.address() + "/v1",
                                "footnote.generation.key", "sk-canary-0123456789"))) {
            ApiKeys known = writing.bean(ApiKeys.class);
            String key = known.create(new NewKey("me", Set.of(KeyScope.ASK), null, Set.of()));
            var answer = CompletableFuture.supplyAsync(() -> writing.send(writing.request("/v1/ask")
                    .header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream")
                    .header("X-API-Key", key)
                    .POST(BodyPublishers.ofString(QUESTION))));
            Awaitility.await().until(() -> model.open() == 1);
            known.revoke(known.authenticate(key).orElseThrow().id());
            Received last = Received.events(answer.get(20, TimeUnit.SECONDS)).getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data().get("status").asInt()).isEqualTo(401);
            assertThat(last.data().get("detail").asText()).contains("revoked");
            Awaitility.await().until(() -> model.open() == 0);
        }
    }

    @Test
    void behindAProxyTheAddressThatItTellsIsWhoseQuestionsAreCounted(@TempDir Path folder) throws Exception {
        try (RunningService proxied = new RunningService(
                folder,
                Map.of(
                        "footnote.web.questions-per-minute",
                        1,
                        "footnote.web.client-address-header",
                        "X-Forwarded-For"))) {
            ApiKeys known = proxied.bean(ApiKeys.class);
            List<Integer> statuses = new ArrayList<>();
            for (String address : List.of("192.0.2.1", "192.0.2.2", "6.6.6.6, 192.0.2.1")) {
                String key = known.create(new NewKey("somebody", Set.of(KeyScope.SEARCH), null, Set.of()));
                statuses.add(proxied.send(proxied.request("/v1/search")
                                .header("Content-Type", "application/json")
                                .header("X-API-Key", key)
                                .header("X-Forwarded-For", address)
                                .POST(BodyPublishers.ofString(QUESTION)))
                        .statusCode());
            }
            assertThat(statuses).containsExactly(200, 200, 429);
        }
    }

    @Test
    void whoAsksTooMuchWaits(@TempDir Path folder) throws Exception {
        try (RunningService few = new RunningService(folder, Map.of("footnote.web.questions-per-minute", 2))) {
            assertThat(few.post("/v1/search", QUESTION).statusCode()).isEqualTo(200);
            String key = few.bean(ApiKeys.class).create(new NewKey("me", Set.of(KeyScope.SEARCH), null, Set.of()));
            List<Integer> statuses = new ArrayList<>();
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                answers.add(few.send(few.request("/v1/search")
                        .header("Content-Type", "application/json")
                        .header("X-API-Key", key)
                        .POST(BodyPublishers.ofString(QUESTION))));
                statuses.add(answers.getLast().statusCode());
            }
            assertThat(statuses).containsExactly(200, 200, 429);
            assertThat(Integer.parseInt(answers.getLast()
                            .headers()
                            .firstValue("Retry-After")
                            .orElseThrow()))
                    .isBetween(1, 60);
        }
    }

    @Test
    void withoutAKeyPagesOfOtherSitesMayNotAsk(@TempDir Path folder) throws Exception {
        try (RunningService open = new RunningService(folder, Map.of())) {
            for (String origin : List.of("https://evil.test", "null", "http://localhost:1")) {
                HttpResponse<String> response = open.send(open.request("/v1/ask")
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(BodyPublishers.ofString(QUESTION)));
                assertThat(RunningService.problem(response, 403)).contains("Pages of other sites may not ask");
            }
        }
    }

    @Test
    void withoutAKeyNobodyElseCanReachTheService(@TempDir Path folder) {
        assertThatThrownBy(() -> new RunningService(folder, Map.of("micronaut.server.host", "0.0.0.0")))
                .hasStackTraceContaining("footnote keys create");
    }

    @Test
    void whereOthersReachTheServiceItDoesNotOpenWhenTheLastKeyIsRevoked(@TempDir Path folder) throws Exception {
        String last;
        try (RunningService before = new RunningService(folder, Map.of())) {
            last = before.bean(ApiKeys.class).create(new NewKey("last", Set.of(KeyScope.ASK), null, Set.of()));
        }
        try (RunningService reachable = new RunningService(folder, Map.of("micronaut.server.host", "0.0.0.0"))) {
            ApiKeys known = reachable.bean(ApiKeys.class);
            known.revoke(known.authenticate(last).orElseThrow().id());
            // Whoever is elsewhere can name any host, as this one does
            assertThat(RunningService.problem(reachable.get("/v1/documents"), 401))
                    .contains("A key is needed");
            assertThat(reachable.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aPageIsToldWhyItsVisitorIsNotLetIn() {
        for (String key : List.of("nonsense", shown.get("revoked"), shown.get("ingest"))) {
            HttpResponse<String> refused = send(ROUTES.getFirst(), "Authorization", "Bearer " + key, "Origin", SITE);
            assertThat(refused.statusCode()).isIn(401, 403);
            assertThat(refused.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(SITE);
        }
    }
}
