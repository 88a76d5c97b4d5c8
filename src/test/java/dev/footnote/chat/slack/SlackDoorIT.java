package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests come in over HTTP: S1 to S7 and S13. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlackDoorIT {

    private static final String FOUNDED = "Who founded the harbour of Ardmore?";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final AtomicInteger number = new AtomicInteger();
    private final SlackSignature signature = new SlackSignature(SlackService.SECRET);
    private FakeSlack slack;
    private SlackService service;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        slack = new FakeSlack();
        service = new SlackService(folder, slack, Map.of("footnote.slack.collections", List.of("reports")));
    }

    @AfterAll
    void stop() {
        service.close();
        slack.close();
    }

    private String ts() {
        return "1700001" + (100 + number.incrementAndGet()) + ".000200";
    }

    private static byte[] mention(String ts) {
        return SlackService.mention("Ev" + ts, ts, FOUNDED).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private HttpRequest.Builder events(byte[] body) {
        return service.request("/chat/slack/events", "application/json", body);
    }

    private HttpResponse<String> post(byte[] body, String timestamp, String given) {
        return service.send(
                events(body).header(SlackSignature.TIMESTAMP, timestamp).header(SlackSignature.SIGNATURE, given));
    }

    private void refuses(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("X-Slack-No-Retry")).hasValue("1");
    }

    private void nothingWasAsked(String ts) {
        String other = ts();
        assertThat(service.event(SlackService.mention("Ev" + other, other, FOUNDED))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(LONGEST).until(() -> !slack.messages(other).isEmpty());
        assertThat(slack.messages(ts)).isEmpty();
    }

    @Test
    void s1AValidRequestIsTakenAndAnswered() {
        String ts = ts();
        String now = now();
        HttpResponse<String> response = post(mention(ts), now, signature.sign(now, mention(ts)));
        assertThat(response.statusCode()).isEqualTo(200);
        await().atMost(LONGEST).until(() -> slack.messages(ts).size() == 1);
    }

    @Test
    void s2ABadSignatureIsRefused() {
        String ts = ts();
        String now = now();
        byte[] body = mention(ts);
        refuses(post(body, now, new SlackSignature("another-secret-0123456789").sign(now, body)));
        refuses(post(body, now, signature.sign(now, body).toUpperCase(Locale.ROOT)));
        refuses(post(body, now, signature.sign(now, body).substring(0, 40)));
        refuses(post(body, now, "v1" + signature.sign(now, body).substring(2)));
        refuses(post(body, now, ""));
        nothingWasAsked(ts);
    }

    @Test
    void s3ABodyThatWasChangedOrCodedAnewIsRefused() {
        String ts = ts();
        String now = now();
        byte[] body = mention(ts);
        String given = signature.sign(now, body);
        byte[] changed = body.clone();
        changed[body.length / 2] ^= 1;
        refuses(post(changed, now, given));
        String text = new String(body, StandardCharsets.UTF_8);
        refuses(post(text.replace(":", ": ").getBytes(StandardCharsets.UTF_8), now, given));
        refuses(post(text.replace("founded", "\\u0066ounded").getBytes(StandardCharsets.UTF_8), now, given));
        nothingWasAsked(ts);
    }

    @ParameterizedTest
    @ValueSource(longs = {-310, 310, 31_536_000, -31_536_000})
    void s4s5ATimeThatIsMoreThanFiveMinutesOffIsRefusedEitherWay(long off) {
        String ts = ts();
        String then = Long.toString(Instant.now().getEpochSecond() + off);
        refuses(post(mention(ts), then, signature.sign(then, mention(ts))));
        nothingWasAsked(ts);
    }

    @Test
    void s6HeadersThatAreMissingOrTwiceThereOrNoNumberAreRefused() {
        String ts = ts();
        byte[] body = mention(ts);
        String now = now();
        String given = signature.sign(now, body);
        refuses(service.send(events(body)));
        refuses(service.send(events(body).header(SlackSignature.TIMESTAMP, now)));
        refuses(service.send(events(body).header(SlackSignature.SIGNATURE, given)));
        refuses(service.send(events(body)
                .header(SlackSignature.TIMESTAMP, now)
                .header(SlackSignature.TIMESTAMP, now)
                .header(SlackSignature.SIGNATURE, given)));
        refuses(service.send(events(body)
                .header(SlackSignature.TIMESTAMP, now)
                .header(SlackSignature.SIGNATURE, given)
                .header(SlackSignature.SIGNATURE, given)));
        for (String odd : new String[] {"now", "-1", now + ".0", "99999999999999999999", "9223372036854775807", " "}) {
            refuses(post(body, odd, signature.sign(odd, body)));
        }
        nothingWasAsked(ts);
    }

    /** A body that is neither JSON nor UTF-8 is signed as it is: nothing decodes it before the signature has been checked. */
    @Test
    void s7TheSignatureIsOverTheRawBytes() {
        String now = now();
        byte[] raw = {(byte) 0xff, (byte) 0xfe, '{', '\r', '\n', 0, (byte) 0x80};
        assertThat(post(raw, now, signature.sign(now, raw)).statusCode()).isEqualTo(400); // signed, but no JSON
        refuses(post(
                raw,
                now,
                signature.sign(now, new String(raw, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void s13AnAddressIsConfirmedWithItsChallengeAsTextAndOnlyToSlack() {
        byte[] body = "{\"type\":\"url_verification\",\"token\":\"t\",\"challenge\":\"3eZbrw1aB<b>\"}"
                .getBytes(StandardCharsets.UTF_8);
        String now = now();
        HttpResponse<String> response = post(body, now, signature.sign(now, body));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("3eZbrw1aB<b>");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        refuses(post(body, now, signature.sign(now, mention("1"))));
        refuses(service.send(events(body)));
    }

    @Test
    void slackAsAWholeIsAnsweredFromItsCollectionsAloneAlsoInDirectMessages() {
        String ts = ts();
        service.event(SlackService.message("Ev" + ts, "message", "D1", ts, "Who opened the vault of Kilmore?"));
        await().atMost(LONGEST).until(() -> slack.messages(ts).size() == 1);
        assertThat(slack.messages(ts).getFirst().shown())
                .doesNotContain("Poole")
                .contains("Nearest passages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/slack/commands", "/chat/slack/interactions"})
    void commandsAndInteractionsComeInByTheSameDoor(String path) {
        byte[] body = "text=Who&payload=%7B%7D".getBytes(StandardCharsets.UTF_8);
        refuses(service.send(service.request(path, "application/x-www-form-urlencoded", body)));
        refuses(service.send(service.request(path, "application/x-www-form-urlencoded", body)
                .header(SlackSignature.TIMESTAMP, "1")
                .header(SlackSignature.SIGNATURE, signature.sign("1", body))));
    }
}
