package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature.Generator;
import com.slack.api.app_backend.SlackSignature.Verifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Slack's own SDK says of signatures, and where we are stricter. */
class SlackSdkTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);
    private static final String TIMESTAMP = "1531420618";
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private final SlackSignature ours = new SlackSignature(SECRET);
    private final Generator theirs = new Generator(SECRET);
    private final Verifier verifier = new Verifier(theirs);

    private boolean holds(String timestamp, String body, String signature) {
        return ours.holds(List.of(timestamp), List.of(signature), body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{\"type\":\"event_callback\"}", "text=Gr%C3%BC%C3%9Fe", "🚢 ü \u0000 \r\n", "a:b:v0:c"
            })
    void theySignAsWeDo(String body) {
        String signature = theirs.generate(TIMESTAMP, body);
        assertThat(ours.sign(TIMESTAMP, body.getBytes(StandardCharsets.UTF_8))).isEqualTo(signature);
        assertThat(holds(TIMESTAMP, body, signature)).isTrue();
        assertThat(verifier.isValid(TIMESTAMP, body, signature, NOW.toEpochMilli()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} ", "{}\n", "{\"a\":1}", ""})
    void neitherTakesAChangedBody(String changed) {
        String signature = theirs.generate(TIMESTAMP, "{}");
        assertThat(holds(TIMESTAMP, changed, signature)).isFalse();
        assertThat(verifier.isValid(TIMESTAMP, changed, signature, NOW.toEpochMilli()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-31_536_000, -301, 301, 4_000, 31_536_000})
    void neitherTakesAnOldRequestAndWeNoneOfTheFuture(long off) {
        String then = Long.toString(NOW.getEpochSecond() + off);
        String signature = theirs.generate(then, "{}");
        assertThat(holds(then, "{}", signature)).isFalse();
        // Theirs lets the future pass, which is why the door is our own
        assertThat(verifier.isValid(then, "{}", signature, NOW.toEpochMilli())).isEqualTo(off > 0);
    }
}
