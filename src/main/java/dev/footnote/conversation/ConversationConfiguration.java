package dev.footnote.conversation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long conversations are kept: {@code footnote.conversations}.
 *
 * @param keep how long after its last turn; 0s: none is kept, and questions stand by themselves
 * @param most how many of one person, 1 to 1,000,000; beyond that the oldest go
 */
@ConfigurationProperties("footnote.conversations")
public record ConversationConfiguration(
        @Bindable(defaultValue = "90d") Duration keep,
        @Bindable(defaultValue = "10000") int most) {

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int MOST = 1_000_000;

    /** Checks the ranges. */
    public ConversationConfiguration {
        if (keep.isNegative() || keep.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("footnote.conversations.keep must be from 0s to 36500d, got " + keep);
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(
                    "footnote.conversations.most must be from 1 to " + MOST + ", got " + most);
        }
    }

    /** Tells whether conversations are kept at all. */
    public boolean isOn() {
        return !keep.isZero();
    }
}
