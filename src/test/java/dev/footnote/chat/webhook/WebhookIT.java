package dev.footnote.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Questions over webhooks: Mattermost's, Rocket.Chat's and home-made ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookIT {

    private static final String TOKEN = "mattermost-token-01";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private EmbeddedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path documents = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(
                documents.resolve("harbour.md"),
                "# Harbours\n\nThe harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.\n");
        ApplicationContext context = ApplicationContext.run(Map.of(
                "micronaut.server.port",
                -1,
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.collections.reports.folder",
                documents.toString(),
                "footnote.chat.webhooks.house.token",
                TOKEN));
        context.getBean(FolderSync.class).run();
        server = context.getBean(EmbeddedServer.class).start();
    }

    @AfterAll
    void stop() {
        client.close();
        server.getApplicationContext().close();
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
