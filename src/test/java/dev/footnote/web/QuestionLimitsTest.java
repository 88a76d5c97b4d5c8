package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.access.KeyScope;
import dev.footnote.access.Principal;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuestionLimitsTest {

    @Test
    void whoeverWaitsAsLongAsTheyWereToldWaitsLongEnough() {
        QuestionLimits limits = new QuestionLimits(new WebConfiguration(1, 7, null, Duration.ZERO));
        Caller caller = new Caller(new Principal("key:somebody", null), Set.of(KeyScope.ASK), true);
        HttpRequest<?> question = HttpRequest.POST("/v1/ask", "");
        for (int i = 0; i < 7; i++) {
            assertThat(limits.check(question, caller)).isEmpty();
        }
        // 60 s / 7, which is a little more than eight and a half
        assertThat(limits.check(question, caller)).contains(9L);
    }
}
