package dev.footnote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void aDeadlineAheadLeavesTimeAndLetsWorkBegin() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));

        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        assertThatCode(() -> deadline.check("searching")).doesNotThrowAnyException();
    }

    @Test
    void aPassedDeadlineLeavesNoTimeAndNamesWhatItStopped() {
        Deadline deadline = Deadline.after(Duration.ZERO);

        assertThat(deadline.expired()).isTrue();
        assertThat(deadline.remaining()).isZero();
        assertThatThrownBy(() -> deadline.check("searching"))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("searching");
    }

    @Test
    void refusesTimesThatMakeNoSense() {
        assertThatThrownBy(() -> Deadline.after(Duration.ofSeconds(-1))).hasMessageContaining("got PT-1S");
        assertThatThrownBy(() -> Deadline.after(Duration.ofDays(400))).hasMessageContaining("365 days");
    }
}
