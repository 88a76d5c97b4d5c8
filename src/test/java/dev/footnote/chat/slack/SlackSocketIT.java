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
                assertThat(service.get("/health").statusCode()).isEqualTo(200);
            }
        }
    }
}
