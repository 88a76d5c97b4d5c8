package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers that a language model writes, in Slack: shown while it writes, stopped, and with far too many questions at once. */
class SlackModelIT {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Logger LOG = LoggerFactory.getLogger(SlackModelIT.class);
    private static final int MANY = 200;
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

    @Test
    void whereStreamsAreRefusedInOneChannelTheyAreHadInOthers() throws Exception {
        slack.fail("chat.startStream", FakeSlack.Failure.REFUSED);
        open(Map.of());
        slowly();
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST).until(() -> answered("1.1") == 1);
        service.event(SlackService.message("Ev2", "app_mention", "C9", "4.0", "<@" + FakeSlack.BOT + "> " + FOUNDED));
        await().atMost(LONGEST).until(() -> answered("4.0") == 1);
        assertThat(slack.calls("chat.startStream"))
                .singleElement()
                .satisfies(call -> assertThat(call.path("channel").asText()).isEqualTo("C9"));
    }

    @Test
    void aStreamNamesTheWorkspaceOfItsReader() throws Exception {
        slack.belongs("UEXT", "T2");
        open(Map.of("footnote.slack.externals", true));
        slowly();
        ObjectNode event = SlackService.by("UEXT", SlackService.mention("Ev1", "1.1", FOUNDED));
        ((ObjectNode) event.get("event")).put("user_team", "T2").put("team", "T2");
        service.event(event);
        await().atMost(LONGEST).until(() -> answered("1.1") == 1);
        assertThat(slack.calls("chat.startStream"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.path("recipient_team_id").asText()).isEqualTo("T2"));
    }

    @Test
    void whatWeSayOurselvesIsInTheLanguageOfThePlaceOrElseOfAllOfSlack() throws Exception {
        slack.person("UGUEST", "is_restricted");
        open(Map.of(
                "footnote.slack.language",
                "de",
                "footnote.slack.channels.english.channel",
                "C5",
                "footnote.slack.channels.english.language",
                "en",
                "footnote.slack.channels.other.channel",
                "C6"));
        for (String place : List.of("D1", "C5", "C6")) {
            service.event(SlackService.by(
                    "UGUEST",
                    SlackService.message("Ev" + place, "app_mention", place, "1." + place, "<@UBOT> " + FOUNDED)));
            await().atMost(LONGEST).until(() -> !slack.messages("1." + place).isEmpty());
            assertThat(slack.messages("1." + place).getFirst().shown())
                    .as(place)
                    .startsWith(place.equals("C5") ? "I may not answer here" : "Hier darf ich nicht antworten");
        }
    }

    @Test
    void aCallThatComesInTwoPiecesCallsNobody() throws Exception {
        open(Map.of());
        script.set(connection -> {
            connection.stream();
            connection.data(OpenAi.piece(SAID)).pause(900);
            connection.data(OpenAi.piece("So says @chan")).pause(900);
            connection.data(OpenAi.piece("nel. ")).pause(900);
            connection.data(OpenAi.piece(SAID)).pause(900);
            OpenAi.end(connection);
        });
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST).until(() -> answered("1.1") == 1);
        String streamed = Stream.of("chat.startStream", "chat.appendStream")
                .flatMap(method -> slack.calls(method).stream())
                .map(call -> call.path("markdown_text").asText())
                .collect(Collectors.joining());
        assertThat(streamed).contains("So says @").doesNotContain("@channel");
    }

    @Test
    void aQuestionThatIsEditedAgainAndAgainWhileItWaitsTakesNoMoreRoom() throws Exception {
        open(Map.of("footnote.chat.per-asker", 3));
        slowly();
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST).until(() -> upstream.open() > 0);
        service.event(SlackService.within(SlackService.mention("Ev2", "1.2", FOUNDED), "1.1"));
        for (int i = 3; i < 9; i++) {
            service.event(SlackService.edit("Ev" + i, "1.2", "1." + i, "Say " + i + ": " + FOUNDED));
        }
        await().atMost(LONGEST).until(() -> answered("1.1") == 2);
        assertThat(slack.messages("1.1"))
                .hasSize(2)
                .noneSatisfy(each -> assertThat(each.shown()).contains("I am busy"));
    }

    /** Asks, and returns while the answer is streamed. */
    private void streamed() {
        script.set(connection -> {
            connection.stream();
            for (int i = 0; i < 60; i++) {
                connection.data(OpenAi.piece(SAID)).pause(500);
            }
            OpenAi.end(connection);
        });
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST).until(() -> !slack.calls("chat.appendStream").isEmpty());
    }

    @Test
    void aQuestionThatIsEditedWhileItsAnswerIsStreamedIsAnsweredAnewInItsPlace() throws Exception {
        open(Map.of());
        streamed();
        script.set(OpenAi.says(SAID));
        service.event(SlackService.edit("Ev2", "1.1", "1.2", "When was the harbour of Ardmore founded?"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> slack.messages("1.1").stream()
                        .anyMatch(each -> each.shown().contains("*[1]*")));
        assertThat(slack.messages("1.1")).hasSize(1);
        assertThat(slack.isStreaming()).isFalse();
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void aQuestionThatIsDeletedWhileItsAnswerIsStreamedLeavesNothing() throws Exception {
        open(Map.of());
        streamed();
        service.event(slack.deletion("Ev3", "C1", "1.1"));
        await().atMost(Duration.ofSeconds(30)).until(() -> slack.messages("1.1").isEmpty());
        assertThat(slack.isStreaming()).isFalse();
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void aQuestionWhoseMentionIsTakenAwayWhileItsAnswerIsStreamedLeavesNothing() throws Exception {
        open(Map.of());
        streamed();
        service.event(SlackService.unaddressed(SlackService.edit("Ev3", "1.1", "1.2", FOUNDED)));
        await().atMost(Duration.ofSeconds(30)).until(() -> slack.messages("1.1").isEmpty());
        assertThat(slack.isStreaming()).isFalse();
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void whatIsStoppedBeforeItsFirstWordSaysSoAndTheNextQuestionIsAnswered() throws Exception {
        open(Map.of());
        script.set(connection -> {
            connection.stream();
            connection.pause(30_000);
            OpenAi.end(connection);
        });
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST).until(() -> upstream.open() > 0);
        service.event(SlackService.within(SlackService.mention("Ev2", "1.2", FOUNDED), "1.1"));
        script.set(OpenAi.says(SAID));
        service.event(
                SlackService.within(SlackService.message("Ev3", "agent_session_stopped", "C1", "1.3", ""), "1.1"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> slack.messages("1.1").size() == 2
                        && slack.messages("1.1").getLast().shown().contains("*[1]*"));
        assertThat(slack.messages("1.1").getFirst().shown()).startsWith("Stopped.");
        assertThat(slack.complaints()).isEmpty();
    }

    /** The stop button of the agent view. */
    @Test
    void whatIsStoppedEndsThereAndKeepsWhatWasWritten() throws Exception {
        open(Map.of());
        streamed();
        ObjectNode stop = SlackService.message("Ev2", "agent_session_stopped", "C1", "1.2", "");
        service.event(SlackService.within(stop, "1.1"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !slack.isStreaming() && !slack.calls("chat.update").isEmpty());
        assertThat(slack.messages("1.1"))
                .singleElement()
                .satisfies(each -> assertThat(each.shown()).contains("Clara Whitfield"));
        await().atMost(Duration.ofSeconds(5)).until(() -> upstream.open() == 0);
        assertThat(slack.complaints()).isEmpty();
    }

    /** However long the model takes, Slack has its acknowledgement in time, and everyone a word. */
    @Test
    void s14TwoHundredQuestionsInTenSecondsAreAcknowledgedInTimeAndEachIsAnsweredOrToldThatThereIsNoRoom()
            throws Exception {
        flood(50);
    }

    @Test
    void s14TwoHundredQuestionsAtOnceAreAcknowledgedInTimeAndEachIsAnsweredOrToldThatThereIsNoRoom() throws Exception {
        flood(0);
    }

    private void flood(long milliseconds) throws Exception {
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
                milliseconds == 0 ? MANY : 20,
                Thread.ofPlatform().name("slack-", 0).factory())) {
            for (int i = 0; i < MANY; i++) {
                String ts = "2." + i;
                String channel = "C" + i % 20;
                String user = "U" + i % 10;
                acknowledged.add(clients.schedule(
                        () -> {
                            long begun = System.nanoTime();
                            assertThat(service.event(SlackService.by(
                                                    user,
                                                    SlackService.message(
                                                            "Ev" + ts,
                                                            "app_mention",
                                                            channel,
                                                            ts,
                                                            "<@" + FakeSlack.BOT + "> " + FOUNDED)))
                                            .statusCode())
                                    .isEqualTo(200);
                            return System.nanoTime() - begun;
                        },
                        milliseconds * i,
                        TimeUnit.MILLISECONDS));
            }
        }
        long longest = 0;
        for (Future<Long> each : acknowledged) {
            longest = Math.max(longest, each.get());
        }
        long begun = System.nanoTime();
        // A message is there before what is streamed into it
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(slack.messages())
                        .hasSizeGreaterThanOrEqualTo(MANY)
                        .allSatisfy(each -> assertThat(each.shown()).containsAnyOf("Clara Whitfield", "I am busy")));
        LOG.info(
                "The longest acknowledgement took {} ms; all had a word {} s later",
                Duration.ofNanos(longest).toMillis(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        assertThat(slack.messages().stream().map(FakeSlack.Message::thread).distinct())
                .hasSize(MANY);
        assertThat(slack.messages()).hasSize(MANY);
        assertThat(slack.messages()).anySatisfy(each -> assertThat(each.shown()).contains("Clara Whitfield"));
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(3));
    }

    private void answerAfterThreeSeconds() {
        script.set(connection -> {
            connection.stream();
            connection.pause(3_000);
            connection.data(OpenAi.piece(SAID));
            OpenAi.end(connection);
        });
    }

    @Test
    void aBusyThreadDoesNotHoldUpAnother() throws Exception {
        open(Map.of("footnote.chat.concurrent-questions", 2));
        answerAfterThreeSeconds();
        for (int i = 1; i <= 6; i++) {
            service.event(SlackService.within(SlackService.mention("EvX" + i, "3." + i, FOUNDED), "3.0"));
        }
        service.event(SlackService.by(
                "U2", SlackService.message("EvY", "app_mention", "C9", "4.0", "<@" + FakeSlack.BOT + "> " + FOUNDED)));
        await().atMost(LONGEST).until(() -> answered("4.0") == 1);
        assertThat(answered("3.0")).isLessThan(4);
        await().atMost(LONGEST).until(() -> answered("3.0") == 6);
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void whoeverAsksInManyThreadsDoesNotHoldUpOthers() throws Exception {
        open(Map.of("footnote.chat.concurrent-questions", 2));
        answerAfterThreeSeconds();
        for (int i = 1; i <= 6; i++) {
            service.event(SlackService.mention("EvX" + i, "3." + i, FOUNDED));
        }
        service.event(SlackService.by("U2", SlackService.mention("EvY", "4.0", FOUNDED)));
        await().atMost(LONGEST).until(() -> answered("4.0") == 1);
        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToLong(i -> answered("3." + i))
                        .sum())
                .isLessThan(3);
    }

    private long answered(String thread) {
        return slack.messages(thread).stream()
                .filter(each -> each.shown().contains("*[1]*"))
                .count();
    }

    @Test
    void s9WhatAModelWritesCallsNobodyAndLinksNowhere() throws Exception {
        open(Map.of());
        String hostile = "<!channel> <!here|x> <@U123> <http://evil.example|good> [good](http://evil.example)"
                + " ![x](http://evil.example/a.png) @everyone <script>alert(1)</script>. ";
        script.set(connection -> {
            connection.stream();
            connection.data(OpenAi.piece(SAID)).pause(900);
            connection.data(OpenAi.piece(hostile)).pause(900);
            connection.data(OpenAi.piece(SAID)).pause(900);
            OpenAi.end(connection);
        });
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST)
                .until(() -> slack.messages("1.1").stream()
                        .anyMatch(each -> each.shown().contains("*[1]*")));
        String live = "<[!@#a-zA-Z/](?!ttps://footnote\\.example\\.org/)|(?i)@(channel|here|everyone)|\\]\\(|!\\[";
        for (String method : List.of("chat.startStream", "chat.appendStream", "chat.update", "chat.postMessage")) {
            assertThat(slack.calls(method)).allSatisfy(call -> {
                assertThat(call.path("markdown_text").asText()).doesNotContainPattern(live);
                assertThat(call.path("text").asText()).doesNotContainPattern(live);
                assertThat(call.findValuesAsText("text"))
                        .allSatisfy(text -> assertThat(text).doesNotContainPattern(live));
            });
        }
        assertThat(slack.complaints()).isEmpty();
    }

    @Test
    void s10ALongAnswerIsSplitAndNothingOfItIsLost() throws Exception {
        open(Map.of("footnote.generation.max-tokens", 8_000));
        script.set(connection -> {
            connection.stream();
            for (int i = 0; i < 200; i++) {
                connection.data(OpenAi.piece("In the year " + (1500 + i)
                        + " the harbour of Ardmore held forty fishing boats, as its books say of that year. "));
                if (i % 20 == 19) {
                    connection.data(OpenAi.piece("\n\n")).pause(200);
                }
            }
            OpenAi.end(connection);
        });
        service.event(SlackService.mention("Ev1", "1.1", FOUNDED));
        await().atMost(LONGEST)
                .until(() -> slack.messages("1.1").size() > 1
                        && slack.messages("1.1").stream()
                                .map(FakeSlack.Message::shown)
                                .collect(Collectors.joining())
                                .contains("In the year 1699"));
        String shown =
                slack.messages("1.1").stream().map(FakeSlack.Message::shown).collect(Collectors.joining("\n"));
        IntStream.range(1500, 1700).forEach(year -> assertThat(shown).containsOnlyOnce("In the year " + year + " "));
        assertThat(slack.complaints()).isEmpty();
    }
}
