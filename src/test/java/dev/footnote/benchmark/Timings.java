package dev.footnote.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;

/** Durations in nanoseconds. Not safe for use by several threads. */
final class Timings {

    private long[] nanos = new long[1024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    void addAll(Timings others) {
        LongStream.of(others.nanos).limit(others.count).forEach(this::add);
    }

    int count() {
        return count;
    }

    /** Returns a percentile by nearest rank, in milliseconds; not a number where nothing was timed. */
    double percentile(double percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * count) - 1)] / 1e6;
    }

    /** Returns the mean in milliseconds; not a number where nothing was timed. */
    double mean() {
        return LongStream.of(nanos).limit(count).average().orElse(Double.NaN) / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, mean %.2f ms (%,d timed)",
                percentile(50),
                percentile(99),
                mean(),
                count);
    }
}
