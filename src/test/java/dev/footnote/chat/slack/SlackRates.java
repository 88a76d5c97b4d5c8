package dev.footnote.chat.slack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Slack's rate limits: so many calls of a method a minute by its tier, and one message a second to a channel after a few at once. */
final class SlackRates {

    private static final int AT_ONCE = 5;

    /** By tier, calls a minute. */
    private static final Map<String, Integer> A_MINUTE = Map.ofEntries(
            Map.entry("chat.startStream", 20),
            Map.entry("chat.stopStream", 20),
            Map.entry("chat.appendStream", 100),
            Map.entry("chat.update", 50),
            Map.entry("chat.delete", 50),
            Map.entry("chat.postEphemeral", 100),
            Map.entry("conversations.replies", 50),
            Map.entry("users.info", 100),
            Map.entry("views.open", 100),
            Map.entry("assistant.threads.setStatus", 600),
            Map.entry("assistant.threads.setSuggestedPrompts", 100));

    private final Map<String, Bucket> buckets = new HashMap<>();

    /** How much of a limit is left. */
    private static final class Bucket {
        private double left;
        private long at = System.nanoTime();

        Bucket(double left) {
            this.left = left;
        }
    }

    /**
     * Counts a call.
     *
     * @return for how long Slack takes no other; zero: it takes this one
     */
    synchronized Duration take(String method, String channel) {
        if (method.equals("chat.postMessage")) {
            return take(method + " " + channel, AT_ONCE, 1);
        }
        Integer limit = A_MINUTE.get(method);
        return limit == null ? Duration.ZERO : take(method, limit, limit / 60.0);
    }

    private Duration take(String name, int most, double aSecond) {
        Bucket bucket = buckets.computeIfAbsent(name, key -> new Bucket(most));
        long now = System.nanoTime();
        bucket.left = Math.min(most, bucket.left + (now - bucket.at) / 1e9 * aSecond);
        bucket.at = now;
        if (bucket.left >= 1) {
            bucket.left--;
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Math.max(1, (long) Math.ceil((1 - bucket.left) / aSecond)));
    }
}
