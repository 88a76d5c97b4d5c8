package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.chat.ChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may ask, where Slack does not say who they are. {@code SlackIT} has those of whom it does. */
class SlackAdmissionTest {

    private static final SlackConfiguration CONFIGURATION = new SlackConfiguration(
            "xoxb-1",
            null,
            "0123456789abcdef",
            null,
            null,
            null,
            "http://127.0.0.1:1/api/",
            Duration.ofSeconds(1),
            List.of(),
            "en",
            List.of(),
            List.of(),
            List.of(),
            false,
            false,
            false,
            true);

    /** Otherwise every member is told, while Slack has an outage, that they may not ask. */
    @Test
    void nobodyIsTurnedAwayBecauseSlackCannotBeReached() {
        SlackApi api = new SlackApi(CONFIGURATION);
        SlackAdmission admission = new SlackAdmission(CONFIGURATION, List.of(), api);
        api.close(); // so that it does not try for minutes
        assertThatThrownBy(() -> admission.admits("T1", "C1", "U1")).isInstanceOf(ChannelException.class);
    }
}
