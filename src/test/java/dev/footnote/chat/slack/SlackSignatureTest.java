package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in: S1 to S7. */
class SlackSignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618);
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final byte[] BODY = ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                    + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                    + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F"
                    + "T1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121."
                    + "803a0bc887a14d10d2c447fce8b6703c")
            .getBytes(StandardCharsets.UTF_8);

    private final SlackSignature signature = new SlackSignature(SECRET);

    private boolean holds(String timestamp, byte[] body) {
        return signature.holds(List.of(timestamp), List.of(signature.sign(timestamp, BODY)), body, NOW);
    }

    /** The example of Slack's own documentation. */
    @Test
    void slacksOwnExampleHolds() {
        String given = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        assertThat(signature.holds(List.of("1531420618"), List.of(given), BODY, NOW))
                .isTrue();
        assertThat(new SlackSignature("other").holds(List.of("1531420618"), List.of(given), BODY, NOW))
                .isFalse();
        assertThat(signature.holds(List.of("1531420618"), List.of(given.toUpperCase(Locale.ROOT)), BODY, NOW))
                .isFalse();
    }

    @Test
    void oneChangedByteIsNoticed() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertThat(holds("1531420618", changed)).isFalse();
        }
        byte[] recoded =
                new String(BODY, StandardCharsets.UTF_8).replace("%2F", "%2f").getBytes(StandardCharsets.UTF_8);
        assertThat(holds("1531420618", recoded)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 31_536_000, -31_536_000})
    void theTimeMayBeOffByFiveMinutesEitherWayAndNoMore(long off) {
        assertThat(holds(Long.toString(NOW.getEpochSecond() + off), BODY)).isFalse();
        assertThat(holds(Long.toString(NOW.getEpochSecond() + Long.signum(off) * 300L), BODY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "now",
                "-1531420618",
                "+1531420618",
                "1531420618.5",
                "0x5B475E8A",
                "99999999999999999999",
                "9223372036854775807",
                "١٥٣١٤٢٠٦١٨"
            })
    void whatIsNoNumberOfSecondsIsRefused(String timestamp) {
        assertThat(holds(timestamp, BODY)).isFalse();
    }

    @Test
    void eachHeaderMustBeThereOnce() {
        String given = signature.sign("1531420618", BODY);
        assertThat(signature.holds(List.of(), List.of(given), BODY, NOW)).isFalse();
        assertThat(signature.holds(List.of("1531420618"), List.of(), BODY, NOW)).isFalse();
        assertThat(signature.holds(List.of("1531420618", "1531420618"), List.of(given), BODY, NOW))
                .isFalse();
        assertThat(signature.holds(List.of("1531420618"), List.of(given, given), BODY, NOW))
                .isFalse();
    }
}
