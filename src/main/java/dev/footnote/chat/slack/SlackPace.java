package dev.footnote.chat.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps messages to one channel a second apart, after a few at once, as Slack asks for. Safe for use by many threads. */
final class SlackPace {

    private static final long APART = Duration.ofSeconds(1).toNanos();
    private static final int AT_ONCE = 3;
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** When each channel will have come to rest: a second behind that for every message. */
    private final Cache<String, Long> rests =
            Caffeine.newBuilder().expireAfterWrite(KEPT).build();

    private final LongSupplier nanos;

    /** @param nanos a clock for durations, as {@link System#nanoTime} is */
    SlackPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes the next turn in a channel, and returns how long it is until then. */
    Duration next(String channel) {
        long now = nanos.getAsLong();
        long rest =
                rests.asMap().merge(channel, now + APART, (before, fresh) -> before - now > 0 ? before + APART : fresh);
        return Duration.ofNanos(Math.max(0, rest - now - AT_ONCE * APART));
    }
}
