package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions over Socket Mode. */
class SlackSocketIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String FOUNDED = "Who founded the harbour of Ardmore?";

    private static String envelope(String id, String ts) {
        return "{\"type\":\"events_api\",\"envelope_id\":\"" + id + "\",\"payload\":"
                + SlackService.mention("Ev" + ts, ts, FOUNDED) + "}";
    }

    @Test
    void anAddressThatIsNoneIsAskedForAnew(@TempDir Path folder) throws Exception {
        try (SocketServer socket = new SocketServer();
                FakeSlack slack = new FakeSlack()) {
            slack.socket("no address");
            try (SlackService service =
                    new SlackService(folder, slack, Map.of("footnote.slack.app-token", FakeSlack.APP_TOKEN))) {
                await().atMost(LONGEST)
                        .until(() -> !slack.calls("apps.connections.open").isEmpty());
                slack.socket(socket.address());
                await().atMost(LONGEST).until(() -> socket.connections() == 1);
                assertThat(service.get("/health").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aQuestionIsAcknowledgedAndAnsweredAndABrokenConnectionIsOpenedAnew(@TempDir Path folder) throws Exception {
        try (SocketServer socket = new SocketServer();
                FakeSlack slack = new FakeSlack()) {
            slack.socket(socket.address());
            try (SlackService service =
                    new SlackService(folder, slack, Map.of("footnote.slack.app-token", FakeSlack.APP_TOKEN))) {
                await().atMost(LONGEST).until(() -> socket.connections() == 1);
                socket.send(envelope("e1", "1.1"));
                await().atMost(LONGEST).until(() -> slack.messages("1.1").size() == 1);
                assertThat(socket.received()).containsExactly("{\"envelope_id\":\"e1\"}");
                socket.drop();
                await().atMost(LONGEST).until(() -> socket.connections() == 2);
                socket.send(envelope("e2", "1.1"));
                socket.send(envelope("e3", "1.2"));
                await().atMost(LONGEST).until(() -> slack.messages("1.2").size() == 1);
                socket.send("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}");
                await().atMost(LONGEST).until(() -> socket.connections() == 3);
                assertThat(socket.received()).contains("{\"envelope_id\":\"e2\"}", "{\"envelope_id\":\"e3\"}");
                assertThat(slack.messages("1.1")).hasSize(1);
                socket.send("{\"type\":\"slash_commands\",\"envelope_id\":\"e4\",\"payload\":{\"command\":\"/ask\","
                        + "\"team_id\":\"T1\",\"channel_id\":\"C1\",\"user_id\":\"U1\",\"trigger_id\":\"t4\","
                        + "\"text\":\"" + FOUNDED + "\",\"response_url\":\"" + slack.responseUrl() + "\"}}");
                await().atMost(LONGEST).until(() -> !slack.messages("response").isEmpty());
                assertThat(slack.messages("response").getFirst().shown()).contains("Clara Whitfield");
                assertThat(socket.received())
                        .contains("{\"envelope_id\":\"e4\",\"payload\":{\"text\":\"Searching the documents…\"}}");
                socket.send("{\"type\":\"slash_commands\",\"envelope_id\":\"e6\",\"payload\":{\"command\":\"/ask\","
                        + "\"team_id\":\"T1\",\"channel_id\":\"C1\",\"user_id\":\"U1\",\"trigger_id\":\"t6\","
                        + "\"text\":null,\"response_url\":\"" + slack.responseUrl() + "\"}}");
                await().atMost(LONGEST)
                        .until(
                                () -> socket.received()
                                        .contains(
                                                "{\"envelope_id\":\"e6\",\"payload\":{\"text\":\"Type your question behind the command.\"}}"));
                socket.send("{\"type\":\"interactive\",\"envelope_id\":\"e5\",\"payload\":{\"type\":\"block_actions\","
                        + "\"trigger_id\":\"t\",\"user\":{\"id\":\"U1\"},\"channel\":{\"id\":\"C1\"},\"actions\":"
                        + "[{\"action_id\":\"footnote_sources\",\"value\":\"none\"}]}}");
                await().atMost(LONGEST).until(() -> !slack.calls("views.open").isEmpty());
                assertThat(socket.received()).contains("{\"envelope_id\":\"e5\"}");
                assertThat(slack.complaints()).isEmpty();
                assertThat(service.get("/health").statusCode()).isEqualTo(200);
            }
        }
    }
}
