package dev.footnote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final List<String> done = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void whatIsRegisteredIsDoneOnce() {
        Cancellation.Registration registration = cancellation.onCancel(() -> done.add("stop"));
        assertThat(cancellation.isCancelled()).isFalse();
        cancellation.cancel();
        cancellation.cancel();
        registration.close();
        assertThat(done).containsExactly("stop");
        assertThat(cancellation.isCancelled()).isTrue();
    }

    @Test
    void whatWasForgottenIsNotDone() {
        cancellation.onCancel(() -> done.add("stop")).close();
        cancellation.cancel();
        assertThat(done).isEmpty();
    }

    @Test
    void whatComesTooLateIsDoneAtOnce() {
        cancellation.cancel();
        cancellation.onCancel(() -> done.add("stop")).close();
        assertThat(done).containsExactly("stop");
    }
}
