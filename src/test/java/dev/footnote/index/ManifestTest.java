package dev.footnote.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Manifest MADE = new Manifest(1, "small", "a1", 384, "passages-1", "words-1", "extraction-1");

    @Test
    void equalManifestsDifferInNothing() {
        assertThat(MADE.differences(MADE)).isEmpty();
    }

    @Test
    void differencesNameWhatWasAndWhatIs() {
        Manifest inUse = new Manifest(1, "large", "b2", 768, "passages-2", "words-1", "extraction-1");
        assertThat(MADE.differences(inUse))
                .containsExactly("encoder small, now large", "splitter passages-1, now passages-2");
    }

    @Test
    void otherWeightsUnderTheSameNameAreADifferenceToo() {
        Manifest inUse = new Manifest(1, "small", "b2", 384, "passages-1", "words-1", "extraction-1");
        assertThat(MADE.differences(inUse)).containsExactly("encoder's weights a1, now b2");
    }
}
