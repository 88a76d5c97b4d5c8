package dev.footnote.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.footnote.access.Principal;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions over webhooks: Mattermost's, Rocket.Chat's and home-made ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {

    private static final String TOKEN = "mattermost-token-01";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Queue<String> late = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer program;
    private EmbeddedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path documents = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(
                documents.resolve("harbour.md"),
                "# Harbours\n\nThe harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.\n");
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        program.createContext("/hooks/", this::take);
        program.start();
        ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.server.port",
                -1,
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.collections.reports.folder",
                documents.toString(),
                "footnote.chat.webhooks.house.token",
                TOKEN,
                "footnote.chat.webhooks.haus.token",
                TOKEN,
                "footnote.chat.webhooks.haus.language",
                "de",
                "footnote.chat.webhooks.hasty.token",
                TOKEN,
                "footnote.chat.webhooks.hasty.timeout",
                "1ms",
                "footnote.chat.webhooks.hasty.late-answers",
                address("/hooks/")));
        context.getBean(FolderSync.class).run();
        server = context.getBean(EmbeddedServer.class).start();
    }

    @AfterAll
    void stop() {
        client.close();
        program.stop(0);
        server.getApplicationContext().close();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + program.getAddress().getPort() + path;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean refuse = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            if (!refuse) {
                late.add(exchange.getRequestURI().getPath() + " " + body);
            }
            exchange.sendResponseHeaders(refuse ? 503 : 200, -1);
        }
    }

    private HttpResponse<String> post(String name, String type, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + "/chat/webhook/" + name))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aFormAsMattermostSendsItIsAnsweredWithFootnotes() throws Exception {
        HttpResponse<String> response = post(
                "house",
                FORM,
                "token=" + TOKEN + "&channel_id=c1&post_id=p1&user_name=ann&trigger_word=%23ask"
                        + "&text=%23ask+Who+founded+the+harbour+of+Ardmore%3F");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Clara Whitfield", "[1] Harbours — “The harbour");
    }

    @Test
    void theSameMessageIsAnsweredOnce() throws Exception {
        String body = "token=" + TOKEN + "&post_id=p2&text=Who+founded+the+harbour+of+Ardmore%3F";
        assertThat(post("house", FORM, body).body()).contains("Clara Whitfield");
        assertThat(post("house", FORM, body).body()).isEqualTo("{\"text\":\"\"}");
    }

    @Test
    void oneThreadIsOneConversation() throws Exception {
        String first =
                "{\"token\":\"" + TOKEN + "\",\"thread\":\"t\",\"text\":\"Who founded the harbour of Ardmore?\"}";
        String second = "{\"token\":\"" + TOKEN + "\",\"thread\":\"t\",\"text\":\"When did she do that?\"}";
        assertThat(post("house", "application/json", first).body()).contains("Clara Whitfield");
        assertThat(post("house", "application/json", second).body()).contains("1838");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "{\"id\":\"x\"}"})
    void whatIsNoTextAndNoNumberNamesNoMessageAndNoThread(String value) throws Exception {
        String body = "{\"token\":\"" + TOKEN + "\",\"post_id\":" + value + ",\"thread\":" + value + ",\"text\":\"";
        assertThat(post("house", "application/json", body + "Who founded the harbour of Ardmore?\"}")
                        .body())
                .contains("Clara Whitfield");
        assertThat(post("house", "application/json", body + "Who founded the harbour of Ardmore?\"}")
                        .body())
                .contains("Clara Whitfield");
        assertThat(post("house", "application/json", body + "When did she do that?\"}")
                        .body())
                .contains("No sentence was found"); // nobody was spoken of before
    }

    /** Mattermost waits for 30 seconds, and takes an answer at the address that came with the command for half an hour. */
    @Test
    void anAnswerThatTakesLongerThanTheProgramWaitsFollows() throws Exception {
        refusals.set(1);
        String body = "token=" + TOKEN + "&trigger_id=t7&command=%2Fask&text=Who+founded+the+harbour+of+Ardmore%3F"
                + "&response_url=" + URLEncoder.encode(address("/hooks/commands/t7"), StandardCharsets.UTF_8);
        assertThat(post("hasty", FORM, body).body()).isEqualTo("{\"text\":\"This takes longer; the answer follows.\"}");
        await().atMost(Duration.ofSeconds(60)).until(() -> !late.isEmpty());
        assertThat(late)
                .singleElement()
                .satisfies(each ->
                        assertThat(each).startsWith("/hooks/commands/t7 ").contains("Clara Whitfield", "[1] Harbours"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/hooks/x",
                "http://127.0.0.1.evil.example/hooks/x",
                "file:///hooks/x",
                "https://169.254.169.254/hooks/x",
                "no address",
                "/hooks/x"
            })
    void onlyTheProgramsOwnAddressIsCalled(String responseUrl) throws Exception {
        String body = "token=" + TOKEN + "&text=Who+founded+the+harbour+of+Ardmore%3F&response_url="
                + URLEncoder.encode(responseUrl, StandardCharsets.UTF_8);
        assertThat(post("hasty", FORM, body).body()).contains("That took too long");
        String outside = "token=" + TOKEN + "&text=Who+founded+the+harbour+of+Ardmore%3F&response_url="
                + URLEncoder.encode(address("/hooks/../admin"), StandardCharsets.UTF_8);
        assertThat(post("hasty", FORM, outside).body()).contains("That took too long");
    }

    /** Rocket.Chat brings what an integration has said like what a person has, also our own answers. */
    @Test
    void whatAProgramSaysIsNotAnswered() throws Exception {
        String said = "{\"token\":\"" + TOKEN + "\",\"text\":\"Who founded the harbour of Ardmore?\",\"bot\":";
        assertThat(post("house", "application/json", said + "{\"i\":\"a1\"}}").body())
                .isEqualTo("{\"text\":\"\"}");
        assertThat(post("house", "application/json", said + "true}").body()).isEqualTo("{\"text\":\"\"}");
        assertThat(post("house", "application/json", said + "false}").body()).contains("Clara Whitfield");
        assertThat(post("house", "application/json", said + "null}").body()).contains("Clara Whitfield");
    }

    @Test
    void whatCannotBeAskedIsSaidInTheLanguageOfThePlace() throws Exception {
        String body = "token=" + TOKEN + "&text=";
        assertThat(post("haus", FORM, body + "Wer+".repeat(1_000)).body()).contains("höchstens 2.000 Zeichen");
        assertThat(post("haus", FORM, body + "%3F").body()).contains("mindestens einem Wort");
        assertThat(post("house", FORM, body + "Who+".repeat(1_000)).body()).contains("at most 2,000 characters");
    }

    @Test
    void whatIsAskedOverAWebhookIsItsOwn() throws Exception {
        post("house", FORM, "token=" + TOKEN + "&post_id=p9&text=Who+founded+the+harbour+of+Ardmore%3F");
        ConversationStore conversations = server.getApplicationContext().getBean(ConversationStore.class);
        assertThat(conversations.list(Principal.LOCAL, null, 100)).isEmpty();
        assertThat(conversations.list(new Principal("webhook:house"), null, 100))
                .isNotEmpty();
    }

    @Test
    void aWrongTokenAndAWebhookThatIsNotThereLookAlike() throws Exception {
        String body = "token=wrong&text=Who%3F";
        HttpResponse<String> wrong = post("house", FORM, body);
        HttpResponse<String> absent = post("other", FORM, body);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(absent.statusCode()).isEqualTo(401);
        assertThat(absent.body()).isEqualTo(wrong.body());
        assertThat(post("house", FORM, "text=Who%3F").statusCode()).isEqualTo(401);
        assertThat(post("house", "application/json", "{broken").statusCode()).isEqualTo(401);
    }
}
