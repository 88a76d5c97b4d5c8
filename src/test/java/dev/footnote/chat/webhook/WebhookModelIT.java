package dev.footnote.chat.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.footnote.generation.MisbehavingServer;
import dev.footnote.generation.OpenAi;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that a language model writes, over webhooks. */
class WebhookModelIT {

    private static final String SAID = "The harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield. ";
    private static final String ASKED = "{\"token\":\"mattermost-token-01\",\"thread\":\"t\","
            + "\"text\":\"Who founded the harbour of Ardmore?\"}";

    private final AtomicReference<MisbehavingServer.Script> script = new AtomicReference<>(connection -> {
        connection.stream();
        connection.pause(20_000);
    });

    /** Both ask in one thread, and the second waits for the first. */
    @Test
    void whoeverDoesNotWaitAnyLongerStopsTheirOwnQuestionAndNotTheNext(@TempDir Path folder) throws Exception {
        Path documents = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(documents.resolve("harbour.md"), "# Harbours\n\n" + SAID + "\n");
        try (MisbehavingServer upstream =
                        new MisbehavingServer(connection -> script.get().run(connection));
                HttpClient client = HttpClient.newHttpClient();
                ApplicationContext context = ApplicationContext.run(Map.of(
                        "micronaut.server.port", -1,
                        "footnote.data", folder.resolve("data").toString(),
                        "footnote.collections.reports.folder", documents.toString(),
                        "footnote.chat.webhooks.house.token", "mattermost-token-01",
                        "footnote.chat.webhooks.house.timeout", "8s",
                        "footnote.generation.provider", "openai",
                        "footnote.generation.model", "scripted",
                        "footnote.generation.base-url", upstream.address() + "/v1",
                        "footnote.generation.key", "sk-canary-0123456789",
                        "footnote.generation.first-token-timeout", "60s"))) {
            context.getBean(FolderSync.class).run();
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + server.getPort() + "/chat/webhook/house"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(ASKED))
                    .build();
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(request, BodyHandlers.ofString());
            await().atMost(Duration.ofSeconds(6)).until(() -> upstream.open() > 0);
            script.set(OpenAi.says(SAID));
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            CompletableFuture<HttpResponse<String>> second = client.sendAsync(request, BodyHandlers.ofString());
            assertThat(first.get(60, TimeUnit.SECONDS).body()).contains("That took too long");
            assertThat(second.get(60, TimeUnit.SECONDS).body()).contains("Clara Whitfield");
        }
    }
}
