package dev.footnote.chat.slack;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import java.util.List;

/** Holds where any secret of Slack is configured, so that one that is missing is told of. */
final class SlackIsOn implements Condition {

    private static final List<String> KEYS = List.of(
            "bot-token", "bot-token-file", "signing-secret", "signing-secret-file", "app-token", "app-token-file");

    @Override
    public boolean matches(@SuppressWarnings("rawtypes") ConditionContext context) {
        return KEYS.stream()
                .anyMatch(key -> context.getProperty("footnote.slack." + key, String.class)
                        .isPresent());
    }
}
