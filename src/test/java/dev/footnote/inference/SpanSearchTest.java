package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.inference.SpanSearch.TokenSpan;
import org.junit.jupiter.api.Test;

class SpanSearchTest {

    private final float[] starts = {9, 0, 5, 0, 0, 4};
    private final float[] ends = {9, 0, 0, 3, 0, 1};

    @Test
    void findsTheBestSpanThenTheBestBesideIt() {
        assertThat(new SpanSearch(2, 2).find(starts, ends, 1, 6))
                .containsExactly(new TokenSpan(2, 3, 8), new TokenSpan(5, 5, 5));
    }

    @Test
    void noSpanIsLongerThanAllowed() {
        assertThat(new SpanSearch(1, 1).find(starts, ends, 1, 6)).containsExactly(new TokenSpan(2, 2, 5));
    }

    @Test
    void ofEqualSpansTheEarlierComesFirst() {
        float[] same = {1, 1, 1};
        assertThat(new SpanSearch(1, 3).find(same, same, 0, 3))
                .containsExactly(new TokenSpan(0, 0, 2), new TokenSpan(1, 1, 2), new TokenSpan(2, 2, 2));
    }

    @Test
    void noTokensHoldNoSpan() {
        assertThat(new SpanSearch(3, 3).find(starts, ends, 4, 4)).isEmpty();
    }
}
