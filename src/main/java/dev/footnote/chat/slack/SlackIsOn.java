package dev.footnote.chat.slack;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Holds where anything of Slack is configured. */
final class SlackIsOn implements Condition {

    @Override
    public boolean matches(@SuppressWarnings("rawtypes") ConditionContext context) {
        return context.getProperty("footnote.slack.bot-token", String.class).isPresent()
                || context.getProperty("footnote.slack.bot-token-file", String.class)
                        .isPresent();
    }
}
