package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.FinishReason;
import dev.footnote.answer.Timings;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Reply;
import dev.footnote.index.IndexState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Answers of any length in Slack: nothing of them is lost, and nothing is there twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackAnswersIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private FakeSlack slack;
    private SlackService service;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        slack = new FakeSlack();
        service = new SlackService(folder, slack, Map.of());
    }

    @AfterAll
    void stop() {
        assertThat(slack.complaints())
                .allSatisfy(each -> assertThat(each).endsWith(": streaming_state_conflict")); // as a test wants it
        service.close();
        slack.close();
    }

    private static ChatQuestion question(String ts, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(Map.of("team", "T1", "channel", "C7", "user", "U1", "thread", ts));
        details.put("bot", FakeSlack.BOT);
        details.putAll(more);
        return new ChatQuestion(
                "slack", "T1:C7:" + ts, "T1:C7:" + ts, "slack:T1", "U1", "Who?", Set.of(), "en", details);
    }

    /** Returns an answer of paragraphs that are numbered. */
    private static Answer answer(int paragraphs) {
        String text = IntStream.range(0, paragraphs)
                .mapToObj(i -> "Paragraph " + i + ". "
                        + "The harbour holds forty boats. ".repeat(30).strip())
                .collect(Collectors.joining("\n\n"));
        return new Answer(
                UUID.randomUUID().toString(),
                AnswerStatus.ANSWERED,
                "Who?",
                "Who?",
                null,
                0.9,
                text,
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                FinishReason.COMPLETE,
                null,
                1,
                IndexState.READY,
                "extractive",
                false,
                new Timings(0, 1, 1, 1));
    }

    private static void holdsAll(List<FakeSlack.Message> messages, int paragraphs) {
        String shown = messages.stream().map(FakeSlack.Message::shown).collect(Collectors.joining("\n"));
        IntStream.range(0, paragraphs).forEach(i -> assertThat(shown).containsOnlyOnce("Paragraph " + i + ". "));
    }

    private Reply reply(ChatQuestion question, String handle) {
        SlackChannel channel = service.part(SlackChannel.class);
        return handle.isEmpty() ? channel.reply(question, null, false) : channel.reply(question, handle, false);
    }

    @Test
    void aLongAnswerIsSeveralMessagesAndAShorterOneInItsPlaceTakesTheOthersBack() {
        ChatQuestion question = question("9.1", Map.of());
        Reply first = reply(question, "");
        first.answered(answer(40));
        List<FakeSlack.Message> long40 = slack.messages("9.1");
        assertThat(long40).hasSizeGreaterThan(3);
        holdsAll(long40, 40);

        Reply edited = reply(question, Objects.requireNonNull(first.handle()));
        edited.answered(answer(10));
        assertThat(slack.messages("9.1")).hasSize(2);
        holdsAll(slack.messages("9.1"), 10);
        assertThat(slack.messages("9.1").getFirst().ts())
                .isEqualTo(long40.getFirst().ts());

        Reply longer = reply(question, Objects.requireNonNull(edited.handle()));
        longer.answered(answer(30));
        holdsAll(slack.messages("9.1"), 30);

        service.part(SlackChannel.class).withdraw(question, Objects.requireNonNull(longer.handle()));
        assertThat(slack.messages("9.1")).isEmpty();
    }

    @Test
    void aProgramThatWasKilledBetweenTwoMessagesOfAnAnswerGoesOnWithThem() {
        ChatQuestion question = question("9.2", Map.of());
        Reply killed = reply(question, "");
        killed.answered(answer(40));
        int count = slack.messages("9.2").size();
        String noted = Objects.requireNonNull(killed.handle()).replaceAll(" .*", "");

        Reply again = service.part(SlackChannel.class).reply(question, noted, true);
        again.begin();
        again.answered(answer(40));
        assertThat(slack.messages("9.2")).hasSize(count);
        holdsAll(slack.messages("9.2"), 40);
    }

    @Test
    void whatSlackTakesAfterWeHaveGivenUpOnItIsThereOnceInTheEnd() {
        ChatQuestion question = question("9.3", Map.of());
        slack.fail("chat.postMessage", FakeSlack.Failure.TAKEN_LATE);
        Reply reply = reply(question, "");
        reply.answered(answer(1));
        await().atMost(LONGEST).until(() -> slack.messages("9.3").size() == 2); // it has been taken late
        await().atMost(LONGEST).until(() -> slack.messages("9.3").size() == 1);
        assertThat(slack.messages("9.3").getFirst().ts()).isEqualTo(reply.handle());
    }

    @Test
    void whatSlackTakesJustBeforeWeLookIsNotPostedAgain() {
        ChatQuestion question = question("9.4", Map.of());
        slack.fail("chat.postMessage", FakeSlack.Failure.DROPPED_AFTER);
        reply(question, "").answered(answer(20));
        assertThat(slack.messages("9.4")).hasSizeGreaterThan(1);
        holdsAll(slack.messages("9.4"), 20);
    }

    @Test
    void aStreamThatSlackBeginsAfterWeHaveGivenUpOnItIsTakenBack() {
        ChatQuestion question = question("9.5", Map.of());
        slack.fail("chat.startStream", FakeSlack.Failure.TAKEN_LATE);
        Reply reply = reply(question, "");
        reply.text("The harbour holds forty boats. ");
        reply.answered(answer(1));
        await().atMost(LONGEST).until(() -> slack.messages("9.5").size() == 2);
        await().atMost(LONGEST).until(() -> slack.messages("9.5").size() == 1);
        assertThat(slack.isStreaming()).isFalse();
        assertThat(slack.messages("9.5").getFirst().ts()).isEqualTo(reply.handle());
    }

    @Test
    void aStreamThatAKilledProgramHasLeftOpenIsEndedBeforeItsMessageIsUpdatedOrTakenBack() {
        for (String ts : List.of("9.7", "9.8")) {
            ChatQuestion question = question(ts, Map.of());
            Reply killed = reply(question, "");
            killed.text("The harbour holds forty boats. ");
            String noted = Objects.requireNonNull(killed.handle());
            assertThat(slack.isStreaming()).isTrue();
            if (ts.equals("9.7")) {
                reply(question, noted).answered(answer(1));
                holdsAll(slack.messages(ts), 1);
            } else {
                service.part(SlackChannel.class).withdraw(question, noted);
                assertThat(slack.messages(ts)).isEmpty();
            }
            assertThat(slack.isStreaming()).isFalse();
        }
    }

    @Test
    void ofACommandsAnswerThatIsLongerThanFiveMessagesTheRestComesDirectly() {
        String address = slack.responseUrl() + "-long";
        ChatQuestion question = question("9.6", Map.of("response_url", address, "user", "U9"));
        reply(question, "").answered(answer(80));
        List<FakeSlack.Message> all = slack.messages();
        List<FakeSlack.Message> here =
                all.stream().filter(each -> each.channel().equals("response")).toList();
        List<FakeSlack.Message> direct =
                all.stream().filter(each -> each.channel().equals("D9")).toList();
        assertThat(here).hasSize(5);
        assertThat(here.getLast().shown()).contains("The rest of this answer is in our direct messages.");
        assertThat(direct)
                .hasSizeGreaterThan(2)
                .allSatisfy(each ->
                        assertThat(each.thread()).isEqualTo(direct.getFirst().ts()));
        holdsAll(
                all.stream()
                        .filter(each -> here.contains(each) || direct.contains(each))
                        .toList(),
                80);
    }
}
