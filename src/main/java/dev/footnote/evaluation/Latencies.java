package dev.footnote.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** How long the timed questions took. The first few warm the program up and do not count. */
final class Latencies {

    private static final int WARM_UP = 20;

    private final List<Duration> taken = new ArrayList<>();
    private int warm;

    <T> T time(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        if (warm++ >= WARM_UP) {
            taken.add(Duration.ofNanos(System.nanoTime() - start));
        }
        return result;
    }

    /** Returns a percentile by nearest rank, in milliseconds; not a number where nothing was timed. */
    double percentile(int percent) {
        if (taken.isEmpty()) {
            return Double.NaN;
        }
        List<Duration> sorted = new ArrayList<>(taken);
        Collections.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(0, rank - 1)).toNanos() / 1e6;
    }

    /** Returns how many questions a second one client got answered; not a number where nothing was timed. */
    double perSecond() {
        double seconds = taken.stream().mapToLong(Duration::toNanos).sum() / 1e9;
        return taken.isEmpty() ? Double.NaN : taken.size() / seconds;
    }
}
