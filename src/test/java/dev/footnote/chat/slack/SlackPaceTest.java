package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlackPaceTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may run over
    private final SlackPace pace = new SlackPace(nanos::get);

    private List<Long> next(String channel, int count) {
        return Stream.generate(() -> pace.next(channel).toMillis()).limit(count).toList();
    }

    @Test
    void threeMessagesMayGoAtOnceAndEachFurtherOneASecondLater() {
        assertThat(next("C1", 6)).containsExactly(0L, 0L, 0L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void channelsDoNotWaitForEachOther() {
        next("C1", 10);
        assertThat(next("C2", 1)).containsExactly(0L);
    }

    @Test
    void aChannelThatHasRestedBeginsAnew() {
        next("C1", 5);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(next("C1", 1)).containsExactly(1_000L);
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(next("C1", 4)).containsExactly(0L, 0L, 0L, 1_000L);
    }
}
