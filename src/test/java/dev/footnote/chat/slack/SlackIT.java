package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.access.Principal;
import dev.footnote.conversation.ConversationStore;
import dev.footnote.conversation.Feedback;
import dev.footnote.store.Store;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Questions in Slack, answered there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackIT {

    private static final String FOUNDED = "Who founded the harbour of Ardmore?";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AtomicInteger number = new AtomicInteger();
    private Path folder;
    private FakeSlack slack;
    private SlackService service;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = temporary;
        slack = new FakeSlack();
        service = open();
    }

    private SlackService open() throws IOException, InterruptedException {
        return new SlackService(
                folder,
                slack,
                Map.of(
                        "footnote.slack.channels.public.channel",
                        "C1",
                        "footnote.slack.channels.public.collections",
                        List.of("reports"),
                        "footnote.slack.channels.closed.channel",
                        "C2",
                        "footnote.slack.channels.closed.users",
                        List.of("U2")));
    }

    @AfterAll
    void stop() {
        assertThat(slack.complaints()).isEmpty();
        service.close();
        slack.close();
    }

    private String ts() {
        return "1700000" + (100 + number.incrementAndGet()) + ".000200";
    }

    private List<FakeSlack.Message> awaited(String thread, int count) {
        await().atMost(LONGEST)
                .until(() -> slack.messages(thread).size() >= count
                        && slack.messages(thread).stream()
                                .noneMatch(each -> each.shown().startsWith("Searching")));
        return slack.messages(thread);
    }

    private void settled(String ts) {
        String other = ts();
        assertThat(service.event(SlackService.mention("Ev" + other, other, FOUNDED))
                        .statusCode())
                .isEqualTo(200);
        awaited(other, 1);
        assertThat(ts).isNotEqualTo(other);
    }

    @Test
    void aMentionIsAnsweredInItsThreadWithFootnotes() {
        String ts = ts();
        assertThat(service.event(SlackService.mention("Ev" + ts, ts, FOUNDED)).statusCode())
                .isEqualTo(200);
        FakeSlack.Message answer = awaited(ts, 1).getFirst();
        assertThat(answer.channel()).isEqualTo("C1");
        assertThat(answer.shown())
                .contains("Clara Whitfield", "[1]", "“The harbour of Ardmore was founded in 1838", "Harbours")
                .contains("<https://footnote.example.org/chat/sources/");
        assertThat(answer.text()).contains("Clara Whitfield");
        assertThat(slack.calls("assistant.threads.setStatus")).isNotEmpty();
    }

    @Test
    void theLinkOfAFootnoteOpensItsWordsAndNoOthers() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        String shown = awaited(ts, 1).getFirst().shown();
        String link = shown.replaceAll("(?s).*<https://footnote.example.org(/chat/sources/[^|]+)\\|.*", "$1")
                .replace("&amp;", "&");
        HttpResponse<String> page = service.get(link);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("<mark id=\"quote\">The harbour of Ardmore was founded in 1838");
        assertThat(page.headers().allValues("Content-Security-Policy")) // a second one would forbid its style
                .singleElement()
                .satisfies(policy -> assertThat(policy).startsWith("default-src 'none'; style-src 'sha256-"));
        assertThat(service.get(link.replaceFirst("start=\\d+", "start=0").replaceFirst("end=\\d+", "end=3"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(service.get(link.replaceFirst("expires=\\d+", "expires=99999999999"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFollowUpInTheThreadIsUnderstood() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        awaited(ts, 1);
        String next = ts();
        service.event(SlackService.within(SlackService.mention("Ev" + next, next, "When did she do that?"), ts));
        assertThat(awaited(ts, 2).getLast().shown()).contains("1838");
    }

    @Test
    void whatTheDocumentsDoNotSayIsSaidWithTheNearestPassages() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, "Who painted the Sistine Chapel?"));
        assertThat(awaited(ts, 1).getFirst().shown()).contains("Nearest passages", "chat/sources");
    }

    @Test
    void aDirectMessageNeedsNoMention() {
        String ts = ts();
        service.event(
                SlackService.message("Ev" + ts, "message", "D1", ts, "How many people does the paper mill employ?"));
        assertThat(awaited(ts, 1).getFirst().shown()).contains("312");
    }

    @Test
    void whatIsSaidInAChannelWithoutAMentionIsNotAnswered() {
        String ts = ts();
        service.event(SlackService.message("Ev" + ts, "message", "C1", ts, FOUNDED));
        settled(ts);
        assertThat(slack.messages(ts)).isEmpty();
    }

    @Test
    void s11BotsAndTheBotItselfAreNotAnswered() {
        String bots = ts();
        ObjectNode bot = SlackService.mention("Ev" + bots, bots, FOUNDED);
        ((ObjectNode) bot.get("event")).put("bot_id", "B1");
        service.event(bot);
        String own = ts();
        ObjectNode self = SlackService.message("Ev" + own, "message", "D1", own, FOUNDED);
        ((ObjectNode) self.get("event")).put("user", FakeSlack.BOT);
        service.event(self);
        String joined = ts();
        ObjectNode join = SlackService.mention("Ev" + joined, joined, FOUNDED);
        ((ObjectNode) join.get("event")).put("subtype", "channel_join");
        service.event(join);
        settled(bots);
        assertThat(slack.messages())
                .noneMatch(each -> List.of(bots, own, joined).contains(each.thread()));
    }

    @Test
    void aChannelIsAnsweredFromItsCollectionsAlone() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, "Who opened the vault of Kilmore?"));
        assertThat(awaited(ts, 1).getFirst().shown()).doesNotContain("Poole");
        String direct = ts();
        service.event(SlackService.message("Ev" + direct, "message", "D1", direct, "Who opened the vault of Kilmore?"));
        assertThat(awaited(direct, 1).getFirst().shown()).contains("Edgar Poole");
    }

    @Test
    void guestsOutsidersAndWhoeverIsNotListedAreRefused() {
        slack.person("UGUEST", "is_restricted");
        slack.person("UOUT", "is_stranger");
        for (String user : List.of("UGUEST", "UOUT")) {
            String ts = ts();
            ObjectNode event = SlackService.mention("Ev" + ts, ts, FOUNDED);
            ((ObjectNode) event.get("event")).put("user", user);
            service.event(event);
            assertThat(awaited(ts, 1).getFirst().shown()).startsWith("I may not answer here");
        }
        String ts = ts();
        service.event(SlackService.message("Ev" + ts, "app_mention", "C2", ts, FOUNDED));
        assertThat(awaited(ts, 1).getFirst().shown()).startsWith("I may not answer here");
    }

    /** In a shared channel an event names the workspace that it comes from, which need not be ours. */
    @Test
    void whoBelongsToUsIsToldByOurWorkspaceWhicheverAnEventNames() {
        slack.belongs("UEXT", "T2");
        slack.belongs("UOTHER", "T2", "T3");
        for (String user : List.of("UEXT", "UOTHER")) {
            String ts = ts();
            service.event(
                    SlackService.shared("T2", SlackService.by(user, SlackService.mention("Ev" + ts, ts, FOUNDED))));
            assertThat(awaited(ts, 1).getFirst().shown()).as(user).startsWith("I may not answer here");
        }
        slack.belongs("UGRID", "T9", FakeSlack.TEAM);
        for (String user : List.of("U1", "UGRID")) {
            String ts = ts();
            service.event(
                    SlackService.shared("T2", SlackService.by(user, SlackService.mention("Ev" + ts, ts, FOUNDED))));
            assertThat(awaited(ts, 1).getFirst().shown()).as(user).contains("Clara Whitfield");
        }
        assertThat(service.part(ConversationStore.class).list(new Principal("slack:T2"), null, 10))
                .isEmpty();
    }

    @Test
    void anEditedQuestionIsAnsweredInThePlaceOfItsEarlierAnswerAndADeletedOneNotAtAll() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        String answer = awaited(ts, 1).getFirst().ts();
        ObjectNode edit =
                SlackService.edit("Ev2" + ts, ts, ts(), "How many people does the paper mill of Dunloe employ?");
        service.event(edit);
        await().atMost(LONGEST)
                .until(() -> slack.messages(ts).getFirst().shown().contains("312"));
        assertThat(slack.messages(ts))
                .singleElement()
                .satisfies(each -> assertThat(each.ts()).isEqualTo(answer));
        service.event(slack.deletion("Ev3" + ts, "C1", ts));
        await().atMost(LONGEST).until(() -> slack.messages(ts).isEmpty());
        settled(ts);
        service.event(slack.deletion("Ev4" + ts, "C1", ts)); // the tombstone goes when its last reply has gone
        settled(ts);
        assertThat(slack.messages(ts)).isEmpty();
    }

    @Test
    void ofAQuestionThatIsEditedAndDeletedNoneOfItsWordsAreKept() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, "Who founded Zebulon's harbour of Ardmore?"));
        awaited(ts, 1);
        assertThat(rows("turn WHERE question LIKE '%Zebulon%'")).isOne();
        service.event(SlackService.edit(
                "Ev2" + ts, ts, ts(), "How many people does Prudence's paper mill of Dunloe employ?"));
        await().atMost(LONGEST)
                .until(() -> slack.messages(ts).getFirst().shown().contains("312"));
        await().atMost(LONGEST).until(() -> rows("turn WHERE answer LIKE '%Zebulon%'") == 0);
        assertThat(rows("conversation WHERE title LIKE '%Prudence%'")).isOne();

        service.event(slack.deletion("Ev3" + ts, "C1", ts));
        await().atMost(LONGEST).until(() -> slack.messages(ts).isEmpty());
        settled(ts);
        for (String name : List.of("Zebulon", "Prudence")) {
            assertThat(rows("turn WHERE question LIKE '%" + name + "%' OR answer LIKE '%" + name + "%'"))
                    .isZero();
            assertThat(rows("conversation WHERE title LIKE '%" + name + "%'")).isZero();
            assertThat(rows("chat_question WHERE question LIKE '%" + name + "%'"))
                    .isZero();
        }
    }

    private int rows(String condition) {
        return service.part(Store.class)
                .transaction(handle -> handle.createQuery("SELECT COUNT(*) FROM " + condition)
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void anEditThatIsDeliveredAgainBehindALaterOneChangesNothing() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        awaited(ts, 1);
        ObjectNode first =
                SlackService.edit("EvA" + ts, ts, ts(), "How many people does the paper mill of Dunloe employ?");
        ObjectNode second = SlackService.edit("EvB" + ts, ts, ts(), "Say, who founded the harbour of Ardmore?");
        service.event(first);
        await().atMost(LONGEST)
                .until(() -> slack.messages(ts).getFirst().shown().contains("312"));
        service.event(second);
        await().atMost(LONGEST)
                .until(() -> slack.messages(ts).getFirst().shown().contains("Clara Whitfield"));
        service.event(first);
        settled(ts);
        assertThat(slack.messages(ts))
                .singleElement()
                .satisfies(each -> assertThat(each.shown()).contains("Clara Whitfield"));
    }

    /** A message of just now: what Slack tells late it tells within a day. */
    private String fresh() {
        return Instant.now().getEpochSecond() + ".0" + (10_000 + number.incrementAndGet());
    }

    private static final String EMPLOYED = "How many people does the paper mill of Dunloe employ?";

    private FakeSlack.Message settledAnswer(String ts) {
        awaited(ts, 1);
        settled(ts);
        assertThat(awaited(ts, 1)).hasSize(1);
        return slack.messages(ts).getFirst();
    }

    @Test
    void anEditThatComesBeforeItsQuestionIsWhatIsAnswered() {
        String ts = fresh();
        service.event(SlackService.edit("EvB" + ts, ts, fresh(), EMPLOYED));
        service.event(SlackService.mention("EvA" + ts, ts, FOUNDED));
        assertThat(settledAnswer(ts).shown()).contains("312");
    }

    @Test
    void aQuestionThatIsDeletedBeforeItComesIsNotAnswered() {
        String plain = fresh();
        service.event(SlackService.deletion("EvB" + plain, plain, fresh(), "<@UBOT> " + FOUNDED));
        service.event(SlackService.mention("EvA" + plain, plain, FOUNDED));
        String tomb = fresh();
        ObjectNode left = SlackService.edit("EvB" + tomb, tomb, fresh(), "");
        ((ObjectNode) left.at("/event/message")).put("subtype", "tombstone").put("user", "USLACKBOT");
        ((ObjectNode) left.get("event"))
                .putObject("previous_message")
                .put("user", "U1")
                .put("ts", tomb)
                .put("text", "<@UBOT> " + FOUNDED);
        service.event(left);
        service.event(SlackService.mention("EvA" + tomb, tomb, FOUNDED));
        settled(tomb);
        assertThat(slack.messages(plain)).isEmpty();
        assertThat(slack.messages(tomb)).isEmpty();
    }

    @Test
    void whatIsDeletedOrEditedOfOtherMessagesIsNotKept() {
        String ts = fresh();
        service.event(SlackService.deletion("EvB" + ts, ts, fresh(), "Lunch?"));
        ObjectNode edit = SlackService.edit("EvC" + ts, ts, fresh(), "");
        ((ObjectNode) edit.at("/event/message")).put("text", "Dinner?");
        service.event(edit);
        settled(ts);
        for (String table : List.of("chat_delivery", "chat_question")) {
            assertThat(rows(table + " WHERE id LIKE '%" + ts + "'")).isZero();
        }
    }

    /** Slack tells of an edited mention as a mention once more, and of every edit as a change. */
    @Test
    void aMentionThatIsAddedByAnEditIsAnsweredOnce() {
        String ts = fresh();
        String edited = fresh();
        service.event(SlackService.message("EvA" + ts, "message", "C1", ts, FOUNDED));
        service.event(SlackService.edit("EvB" + ts, ts, edited, FOUNDED));
        service.event(SlackService.edited(SlackService.mention("EvC" + ts, ts, FOUNDED), edited));
        assertThat(settledAnswer(ts).shown()).contains("Clara Whitfield");
    }

    @Test
    void anEditedMentionThatComesAsAMentionAloneIsAnEdit() {
        String ts = fresh();
        service.event(SlackService.mention("EvA" + ts, ts, FOUNDED));
        awaited(ts, 1);
        service.event(SlackService.edited(SlackService.mention("EvB" + ts, ts, EMPLOYED), fresh()));
        await().atMost(LONGEST)
                .until(() -> slack.messages(ts).getFirst().shown().contains("312"));
        assertThat(settledAnswer(ts).shown()).contains("312");
    }

    @Test
    void aQuestionWhoseMentionIsTakenAwayIsTakenBackAndMayBeAskedAgain() {
        String ts = fresh();
        service.event(SlackService.mention("EvA" + ts, ts, FOUNDED));
        awaited(ts, 1);
        service.event(SlackService.unaddressed(SlackService.edit("EvB" + ts, ts, fresh(), FOUNDED)));
        await().atMost(LONGEST).until(() -> slack.messages(ts).isEmpty());
        service.event(SlackService.edit("EvC" + ts, ts, fresh(), FOUNDED));
        assertThat(settledAnswer(ts).shown()).contains("Clara Whitfield");
    }

    @Test
    void aQuestionWhoseMentionIsTakenAwayBeforeItComesIsNotAnswered() {
        String ts = fresh();
        service.event(SlackService.unaddressed(SlackService.edit("EvB" + ts, ts, fresh(), FOUNDED)));
        service.event(SlackService.mention("EvA" + ts, ts, FOUNDED));
        settled(ts);
        assertThat(slack.messages(ts)).isEmpty();
        service.event(SlackService.edit("EvC" + ts, ts, fresh(), FOUNDED));
        assertThat(settledAnswer(ts).shown()).contains("Clara Whitfield");
    }

    @Test
    void whatSlackItselfSaysInAChannelIsNotAnswered() {
        String ts = ts();
        ObjectNode said = SlackService.mention("Ev" + ts, ts, FOUNDED);
        ((ObjectNode) said.get("event")).put("user", "USLACKBOT");
        service.event(said);
        settled(ts);
        assertThat(slack.messages(ts)).isEmpty();
    }

    /** Slack delivers up to four times, and one mention comes as two events. */
    @Test
    void s8FourDeliveriesAtOnceAndAcrossARestartAreAnsweredOnce() throws Exception {
        String ts = ts();
        ObjectNode event = SlackService.mention("Ev" + ts, ts, FOUNDED);
        List<Future<Integer>> deliveries = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                deliveries.add(clients.submit(() -> service.event(event).statusCode()));
            }
            deliveries.add(clients.submit(
                    () -> service.event(SlackService.message("EvM" + ts, "message", "C1", ts, "<@UBOT> " + FOUNDED))
                            .statusCode()));
        }
        for (Future<Integer> delivery : deliveries) {
            assertThat(delivery.get()).isEqualTo(200);
        }
        awaited(ts, 1);
        service.close();
        service = open();
        assertThat(service.event(event).statusCode()).isEqualTo(200);
        settled(ts);
        assertThat(slack.messages(ts)).hasSize(1);
    }

    /** Whatever Slack's API does, the answer is there once. */
    @Test
    void s12AnAnswerIsShownOnceWhateverSlackDoes() {
        List<String> shown = new ArrayList<>();
        for (FakeSlack.Failure failure : FakeSlack.Failure.values()) {
            if (failure == FakeSlack.Failure.REFUSED) {
                continue; // for good, so there is nothing to show
            }
            String ts = ts();
            shown.add(ts);
            slack.fail("chat.postMessage", failure);
            service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
            assertThat(awaited(ts, 1)).as(failure.name()).hasSize(1);
        }
        await().pollDelay(FakeSlack.LATE.plusSeconds(1))
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(shown)
                        .allSatisfy(ts -> assertThat(slack.messages(ts)).hasSize(1)));
    }

    @Test
    void aCommandIsAnsweredToItsAskerAtTheAddressThatCameWithIt() {
        String body = "command=%2Fask&team_id=T1&channel_id=C1&user_id=U1&trigger_id=tr1&text="
                + URLEncoder.encode(FOUNDED, StandardCharsets.UTF_8) + "&response_url="
                + URLEncoder.encode(slack.responseUrl(), StandardCharsets.UTF_8);
        HttpResponse<String> response = service.post("/chat/slack/commands", "application/x-www-form-urlencoded", body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Searching");
        assertThat(awaited("response", 1).getFirst().shown()).contains("Clara Whitfield");
        assertThat(slack.calls("response_url").getFirst().path("response_type").asText())
                .isEqualTo("ephemeral");
    }

    @Test
    void aCommandWithoutAWordOfItsOwnAsksForOne() {
        String body = "command=%2Fask&team_id=T1&channel_id=C1&user_id=U1&trigger_id=tr2&text="
                + URLEncoder.encode("<@U2>", StandardCharsets.UTF_8) + "&response_url="
                + URLEncoder.encode(slack.responseUrl(), StandardCharsets.UTF_8);
        assertThat(service.post("/chat/slack/commands", "application/x-www-form-urlencoded", body)
                        .body())
                .contains("Type your question behind the command.");
    }

    @Test
    void onlySlacksAddressesAreCalledForCommands() {
        SlackInbox inbox = service.part(SlackInbox.class);
        assertThat(inbox.isSlacks("https://hooks.slack.com/commands/1")).isTrue();
        assertThat(List.of(
                        "https://hooks.slack.com.evil.example/1",
                        "https://hooks.slack.com@evil.example/1",
                        "http://hooks.slack.com/1",
                        "https://hooks.slack.com:8443/1",
                        "http://127.0.0.1:1/1",
                        "http://169.254.169.254/latest",
                        "file:///etc/passwd",
                        "no address",
                        ""))
                .noneMatch(inbox::isSlacks);
    }

    @Test
    void feedbackLandsInTheStoreAndACommentWithIt() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        JsonNode buttons = awaited(ts, 1).getFirst().blocks().findValue("negative_button");
        String value = buttons.path("value").asText();
        interact(
                "{\"type\":\"block_actions\",\"trigger_id\":\"t\",\"user\":{\"id\":\"U1\"},\"channel\":{\"id\":\"C1\"},"
                        + "\"actions\":[{\"action_id\":\"footnote_feedback\",\"value\":\"" + value + "\"}]}");
        await().atMost(LONGEST).until(() -> !slack.calls("views.open").isEmpty());
        interact(
                "{\"type\":\"view_submission\",\"view\":{\"callback_id\":\"footnote_feedback\",\"private_metadata\":\""
                        + value.substring(5)
                        + "\",\"state\":{\"values\":{\"footnote_comment\":{\"footnote_comment\":{\"value\":\"Too short\"}}}}}}");
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(
                                service.part(ConversationStore.class).rated(10))
                        .anySatisfy(rated -> {
                            assertThat(rated.turn().answer().id()).isEqualTo(value.substring(5));
                            assertThat(rated.turn().feedback())
                                    .extracting(Feedback::rating, Feedback::comment)
                                    .containsExactly(Feedback.Rating.DOWN, "Too short");
                        }));
    }

    private void press(String user, String action, String value, String thread) {
        interact("{\"type\":\"block_actions\",\"trigger_id\":\"t" + thread + "\",\"user\":{\"id\":\"" + user + "\"},"
                + "\"channel\":{\"id\":\"C1\"},\"message\":{\"ts\":\"1.2\",\"thread_ts\":\"" + thread + "\"},"
                + "\"actions\":[{\"action_id\":\"" + action + "\",\"value\":\"" + value + "\"}]}");
    }

    private JsonNode whispered(String thread) {
        await().atMost(LONGEST)
                .until(() -> slack.calls("chat.postEphemeral").stream()
                        .anyMatch(call -> call.path("thread_ts").asText().equals(thread)));
        return slack.calls("chat.postEphemeral").stream()
                .filter(call -> call.path("thread_ts").asText().equals(thread))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoeverRatesIsThankedWhereTheyAreOrToldThatTheAnswerHasGone() {
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        JsonNode buttons = awaited(ts, 1).getFirst().blocks().findValue("positive_button");
        press("U1", "footnote_feedback", buttons.path("value").asText(), ts);
        assertThat(whispered(ts).path("text").asText()).isEqualTo("Thank you.");
        String other = ts();
        press("U1", "footnote_feedback", "up:none", other);
        assertThat(whispered(other).path("text").asText()).isEqualTo("This answer is not kept any more.");
    }

    @Test
    void whoeverMayNotAskMayNeitherRateNorOpenAllSources() {
        slack.person("UGUEST3", "is_restricted");
        String ts = ts();
        service.event(SlackService.mention("Ev" + ts, ts, FOUNDED));
        JsonNode buttons = awaited(ts, 1).getFirst().blocks().findValue("negative_button");
        String value = buttons.path("value").asText();
        String first = ts();
        press("UGUEST3", "footnote_feedback", value, first);
        assertThat(whispered(first).path("text").asText()).startsWith("I may not answer here");
        String second = ts();
        press("UGUEST3", "footnote_sources", value.substring(5), second);
        assertThat(whispered(second).path("text").asText()).startsWith("I may not answer here");
        assertThat(slack.calls("views.open"))
                .noneMatch(call -> List.of("t" + first, "t" + second)
                        .contains(call.path("trigger_id").asText()));
        assertThat(service.part(ConversationStore.class).rated(100))
                .noneMatch(rated -> rated.turn().answer().id().equals(value.substring(5)));
    }

    @Test
    void whatIsAskedInSlackIsAWorkspacesOwnAndInTheReportsOfAll() {
        String ts = ts();
        String asked = "Who painted the ceiling of the chapel of " + ts + "?";
        service.event(SlackService.mention("Ev" + ts, ts, asked));
        awaited(ts, 1);
        ConversationStore conversations = service.part(ConversationStore.class);
        assertThat(conversations.list(Principal.LOCAL, null, 1_000)).isEmpty();
        assertThat(conversations.list(new Principal("slack:T2"), null, 1_000)).isEmpty();
        assertThat(conversations.list(new Principal("slack:T1"), null, 1_000))
                .anySatisfy(each -> assertThat(each.title()).contains(ts));
        assertThat(conversations.unanswered(Instant.EPOCH, 1_000))
                .anySatisfy(each -> assertThat(each.turn().answer().question()).contains(ts));
    }

    @Test
    void whoeverOpensTheBotsMessagesAndMayAskGetsQuestionsThatTheDocumentsAnswer() {
        for (String user : List.of("UGUEST2", "U1")) {
            slack.person("UGUEST2", "is_restricted");
            ObjectNode opened = SlackService.message("Ev" + ts(), "app_home_opened", "D" + user, "1.1", "");
            ((ObjectNode) opened.get("event")).put("tab", "messages").put("user", user);
            assertThat(service.event(opened).statusCode()).isEqualTo(200);
        }
        await().atMost(LONGEST)
                .until(() ->
                        !slack.calls("assistant.threads.setSuggestedPrompts").isEmpty());
        List<JsonNode> calls = slack.calls("assistant.threads.setSuggestedPrompts");
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.path("channel_id").asText()).isEqualTo("DU1");
            assertThat(call.path("prompts")).isNotEmpty();
            assertThat(call.path("prompts").path(0).path("message").asText()).endsWith("?");
        });
    }

    private void interact(String payload) {
        assertThat(service.post(
                                "/chat/slack/interactions",
                                "application/x-www-form-urlencoded",
                                "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }
}
