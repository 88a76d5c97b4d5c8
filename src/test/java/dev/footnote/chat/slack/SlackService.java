package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service on a free port with the real local models, and a Slack that talks to it. */
final class SlackService implements AutoCloseable {

    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final SlackSignature signature = new SlackSignature(SECRET);

    SlackService(Path folder, FakeSlack slack, Map<String, Object> settings) throws IOException, InterruptedException {
        Path documents = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(documents.resolve("harbour.md"), """
                # Harbours

                The harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield. It holds forty fishing boats.
                """);
        Files.writeString(
                documents.resolve("mill.txt"),
                "The paper mill of Dunloe employs 312 people. It was sold to a Finnish company in 1994.\n");
        Files.writeString(
                documents.resolve("castle.txt"),
                "The Castle of Glenmore was built in 1790 for the merchant Robert Stone. It has two towers.\n");
        Path secrets = Files.createDirectories(folder.resolve("secret"));
        Files.writeString(
                secrets.resolve("vault.txt"),
                "The vault of Kilmore was opened by the locksmith Edgar Poole in 1977.\n");
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.server.port",
                -1,
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.collections.reports.folder",
                documents.toString(),
                "footnote.collections.secret.folder",
                secrets.toString(),
                "footnote.public-url",
                "https://footnote.example.org",
                "footnote.slack.bot-token",
                FakeSlack.BOT_TOKEN,
                "footnote.slack.signing-secret",
                SECRET,
                "footnote.slack.api-url",
                slack.url(),
                "footnote.slack.timeout",
                "2s"));
        properties.putAll(settings);
        ApplicationContext context = ApplicationContext.run(properties);
        context.getBean(FolderSync.class).run();
        server = context.getBean(EmbeddedServer.class).start();
    }

    <T> T part(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** Returns an event of a message. */
    static ObjectNode message(String eventId, String type, String channel, String ts, String text) {
        ObjectNode envelope = JSON.createObjectNode()
                .put("type", "event_callback")
                .put("team_id", FakeSlack.TEAM)
                .put("event_id", eventId);
        envelope.putArray("authorizations")
                .addObject()
                .put("user_id", FakeSlack.BOT)
                .put("team_id", FakeSlack.TEAM);
        envelope.putObject("event")
                .put("type", type)
                .put("channel", channel)
                .put("user", "U1")
                .put("ts", ts)
                .put("text", text);
        return envelope;
    }

    static ObjectNode mention(String eventId, String ts, String question) {
        return message(eventId, "app_mention", "C1", ts, "<@" + FakeSlack.BOT + "> " + question);
    }

    /** Returns the event of an edit, made at a time. */
    static ObjectNode edit(String eventId, String ts, String edited, String text) {
        ObjectNode envelope = message(eventId, "message", "C1", edited, "");
        ObjectNode message = ((ObjectNode) envelope.get("event"))
                .put("subtype", "message_changed")
                .putObject("message")
                .put("user", "U1")
                .put("ts", ts)
                .put("text", "<@" + FakeSlack.BOT + "> " + text);
        message.putObject("edited").put("user", "U1").put("ts", edited);
        return envelope;
    }

    /** Lets an edit have taken the mention of us away. */
    static ObjectNode unaddressed(ObjectNode edit) {
        ObjectNode event = (ObjectNode) edit.get("event");
        ObjectNode message = (ObjectNode) event.get("message");
        event.set("previous_message", message.deepCopy());
        message.put("text", message.path("text").asText().replace("<@" + FakeSlack.BOT + "> ", ""));
        return edit;
    }

    /** Lets an event tell that its message has been edited. */
    static ObjectNode edited(ObjectNode envelope, String edited) {
        ((ObjectNode) envelope.get("event"))
                .putObject("edited")
                .put("user", "U1")
                .put("ts", edited);
        return envelope;
    }

    /** Returns the event of the deletion, made at a time, of a message that has no replies. */
    static ObjectNode deletion(String eventId, String ts, String deleted, String text) {
        ObjectNode envelope = message(eventId, "message", "C1", deleted, "");
        ObjectNode event = ((ObjectNode) envelope.get("event"))
                .put("subtype", "message_deleted")
                .put("hidden", true)
                .put("deleted_ts", ts);
        event.remove(List.of("user", "text"));
        event.putObject("previous_message").put("user", "U1").put("ts", ts).put("text", text);
        return envelope;
    }

    /** Lets it have happened in a channel that another organisation shares with us, as its workspace tells of it. */
    static ObjectNode shared(String team, ObjectNode envelope) {
        return envelope.put("team_id", team);
    }

    static ObjectNode within(ObjectNode envelope, String thread) {
        ((ObjectNode) envelope.get("event")).put("thread_ts", thread);
        return envelope;
    }

    /** Lets somebody else have done it. */
    static ObjectNode by(String user, ObjectNode envelope) {
        ((ObjectNode) envelope.get("event")).put("user", user);
        return envelope;
    }

    HttpResponse<String> event(ObjectNode envelope) {
        return post("/chat/slack/events", "application/json", envelope.toString());
    }

    HttpResponse<String> post(String path, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String now = Long.toString(Instant.now().getEpochSecond());
        return send(request(path, type, bytes)
                .header(SlackSignature.TIMESTAMP, now)
                .header(SlackSignature.SIGNATURE, signature.sign(now, bytes)));
    }

    HttpRequest.Builder request(String path, String type, byte[] body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the test was interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.getApplicationContext().close();
    }
}
