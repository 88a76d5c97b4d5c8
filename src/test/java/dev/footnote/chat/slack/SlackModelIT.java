package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.footnote.generation.MisbehavingServer;
import dev.footnote.generation.OpenAi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that a language model writes, in Slack: shown while it writes, stopped, and with far too many questions at once. */
class SlackModelIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String FOUNDED = "Who founded the harbour of Ardmore?";
    private static final String SAID = "The harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield. ";

    private final AtomicReference<MisbehavingServer.Script> script = new AtomicReference<>(OpenAi.says(SAID));

    @TempDir
    private Path folder;

    private MisbehavingServer upstream;
    private FakeSlack slack;

    @SuppressWarnings("NullAway.Init") // every test opens it first
    private SlackService service;

    @BeforeEach
    void start() throws IOException {
        upstream = new MisbehavingServer(connection -> script.get().run(connection));
        slack = new FakeSlack();
    }

    private void open(Map<String, Object> more) throws IOException, InterruptedException {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "footnote.generation.provider", "openai",
                "footnote.generation.model", "scripted",
                "footnote.generation.base-url", upstream.address() + "/v1",
                "footnote.generation.key", "sk-canary-0123456789",
                "footnote.generation.first-token-timeout", "60s"));
        settings.putAll(more);
        service = new SlackService(folder, slack, settings);
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
        slack.close();
        upstream.close();
    }

    private void slowly() {
        script.set(connection -> {
            connection.stream();
            for (int i = 0; i < 4; i++) {
                connection.data(OpenAi.piece(SAID)).pause(800);
            }
            OpenAi.end(connection);
        });
    }

    @Test
    void whatAModelWritesIsStreamedAndItsFootnotesComeAtTheEnd() throws Exception {
        open(Map.of());
        slowly();
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST)
                .until(() -> slack.messages("1.1").stream()
                        .anyMatch(each -> each.shown().contains("*[1]*")));
        assertThat(slack.messages("1.1")).hasSize(1);
        assertThat(slack.calls("chat.startStream")).hasSize(1);
        assertThat(slack.calls("chat.appendStream")).isNotEmpty();
        assertThat(slack.calls("chat.stopStream")).hasSize(1);
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void whereStreamsCannotBeHadAMessageIsUpdated() throws Exception {
        slack.without("chat.startStream");
        open(Map.of());
        slowly();
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST)
                .until(() -> slack.messages("1.1").stream()
                        .anyMatch(each -> each.shown().contains("*[1]*")));
        assertThat(slack.messages("1.1")).hasSize(1);
        assertThat(slack.calls("chat.update")).isNotEmpty();
        assertThat(slack.complaints()).containsOnly("chat.startStream: unknown_method");
    }

    /** S14: however long the model takes, Slack has its acknowledgement in time, and everyone a word. */
    @Test
    void twoHundredQuestionsAreAcknowledgedInTimeAndEachIsAnsweredOrToldThatThereIsNoRoom() throws Exception {
        open(Map.of(
                "footnote.chat.queue", 8, "footnote.chat.concurrent-questions", 8, "footnote.slack.timeout", "10s"));
        script.set(connection -> {
            connection.stream();
            connection.pause(20_000);
            connection.data(OpenAi.piece(SAID));
            OpenAi.end(connection);
        });
        List<Future<Long>> acknowledged = new ArrayList<>();
        try (ScheduledExecutorService clients = Executors.newScheduledThreadPool(
                20, Thread.ofPlatform().name("slack-", 0).factory())) {
            for (int i = 0; i < 200; i++) {
                String ts = "2." + i;
                acknowledged.add(clients.schedule(
                        () -> {
                            long begun = System.nanoTime();
                            assertThat(service.event(SlackService.mention("Ev" + ts, ts, FOUNDED))
                                            .statusCode())
                                    .isEqualTo(200);
                            return System.nanoTime() - begun;
                        },
                        50L * i,
                        TimeUnit.MILLISECONDS));
            }
        }
        long longest = 0;
        for (Future<Long> each : acknowledged) {
            longest = Math.max(longest, each.get());
        }
        await().atMost(Duration.ofMinutes(3))
                .until(() -> slack.messages().stream()
                                .map(FakeSlack.Message::thread)
                                .distinct()
                                .count()
                        == 200);
        // A message is there before what is streamed into it
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(slack.messages())
                        .allSatisfy(each -> assertThat(each.shown()).containsAnyOf("Clara Whitfield", "I am busy")));
        assertThat(slack.messages()).hasSize(200);
        assertThat(slack.messages()).anySatisfy(each -> assertThat(each.shown()).contains("Clara Whitfield"));
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(3));
    }
}
