package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolingTest {

    private final float[] twoTokens = {1, 2, 3, 6};

    @Test
    void clsTakesTheFirstToken() {
        assertThat(Pooling.CLS.pool(twoTokens, 2)).containsExactly(1, 2);
    }

    @Test
    void meanTakesAllTokensAlike() {
        assertThat(Pooling.MEAN.pool(twoTokens, 2)).containsExactly(2, 4);
    }

    @Test
    void noneTakesWhatTheModelPooled() {
        assertThat(Pooling.NONE.pool(twoTokens, 4)).containsExactly(1, 2, 3, 6);
    }
}
