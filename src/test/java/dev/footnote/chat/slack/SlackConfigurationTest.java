package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.chat.ChatDesk;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said at the start of a Slack that is set up wrongly. */
class SlackConfigurationTest {

    @TempDir
    private Path folder;

    private void start(Map<String, Object> slack) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "footnote.data",
                folder.resolve("data").toString(),
                "footnote.models",
                "src/test/resources/models",
                "footnote.encoder",
                "tiny-encoder",
                "footnote.reader",
                "tiny-reader",
                "footnote.collections.default.folder",
                folder.toString()));
        slack.forEach((key, value) -> settings.put("footnote.slack." + key, value));
        try (ApplicationContext context = ApplicationContext.run(settings)) {
            context.getBean(ChatDesk.class); // as the command serve makes it before it serves
        }
    }

    /** Returns the cause that speaks to people, as the command line finds it. */
    private static Throwable spoken(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> String.valueOf(cause.getMessage()).startsWith("footnote."))
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bot-token=xoxb-1                                | signing-secret must be there",
                "bot-token=canary-token,signing-secret=0123456789abcdef | bot-token must be a token that begins with xoxb-",
                "signing-secret=0123456789abcdef                 | bot-token must be a token that begins with xoxb-",
                "app-token=xapp-1                                | bot-token must be a token that begins with xoxb-",
                "bot-token=xoxb-1,app-token=canary-token         | app-token must be a token that begins with xapp-",
                "bot-token=xoxb-1,signing-secret=canary          | signing-secret must be at least 16 characters, got one of 6",
                "bot-token=xoxb-1,bot-token-file=f               | must not both be there",
                "bot-token=xoxb-1,signing-secret-file=absent     | signing-secret-file must be a file that can be read",
                "bot-token=xoxb-1,app-token=xapp-1,api-url=http://evil.example/ | api-url must be an https address",
                "bot-token=xoxb-1,app-token=xapp-1,collections=a,channels.x.channel=C1,channels.x.collections=b | channels.x.collections must be among footnote.slack.collections",
                "bot-token=xoxb-1,app-token=xapp-1,timeout=2m    | timeout must be more than 0s and at most 1m",
            })
    void aMistakeIsToldAtTheStartByItsKeyAndNoSecret(String settings, String message) {
        Map<String, Object> slack = new HashMap<>();
        for (String setting : settings.split(",", -1)) {
            slack.put(setting.replaceAll("=.*", ""), setting.replaceAll("^[^=]*=", ""));
        }
        assertThatThrownBy(() -> start(slack))
                .satisfies(failure -> assertThat(spoken(failure))
                        .hasMessageContaining("footnote.slack.")
                        .hasMessageContaining(message)
                        .hasMessageNotContaining("canary"));
    }

    @Test
    void eitherModeWillDo() {
        assertThatCode(() -> start(Map.of("bot-token", "xoxb-1", "app-token", "xapp-1")))
                .doesNotThrowAnyException();
        assertThatCode(() -> start(Map.of("bot-token", "xoxb-1", "signing-secret", "0123456789abcdef")))
                .doesNotThrowAnyException();
        assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
    }
}
