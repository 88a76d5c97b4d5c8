package dev.footnote.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermProximityTest {

    @Test
    void isOneWhereTheTextHoldsTheQuestionsWordsInTheirOrder() {
        assertThat(proximity("What is the deepest freshwater lake?", "It is the deepest freshwater lake of all."))
                .isEqualTo(1);
    }

    @Test
    void functionWordsBetweenTwoWordsAreReachedOver() {
        assertThat(proximity("lake park", "a lake in the park")).isEqualTo(1);
    }

    @Test
    void countsAPairInItsOrderAlone() {
        // No pair; both words in one stretch: a third
        assertThat(proximity("lake park", "the park lake")).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void wordsFarFromEachOtherAreNeitherAPairNorInOneStretch() {
        assertThat(proximity("lake park", "lake " + "word ".repeat(30) + "park"))
                .isCloseTo(1 / 6.0, within(1e-9));
    }

    @Test
    void aPairOrAWordThatRepeatsCountsOnce() {
        assertThat(proximity("lake park lake park", "lake park, lake park, lake park"))
                .isEqualTo(1);
    }

    @Test
    void aQuestionOfOneWordHasNoPairs() {
        assertThat(proximity("lakes?", "A lake.")).isCloseTo(1 / 3.0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "the of and", "?!"})
    void isZeroForAQuestionWithoutAnyWordThatCounts(String question) {
        assertThat(proximity(question, "the of and lake")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud800", "\u0000", "nothing of it"})
    void isZeroForATextWithoutAnyOfTheWords(String text) {
        assertThat(proximity("deepest lake", text)).isZero();
    }

    @Test
    void aVeryLongQuestionIsCutRatherThanRefused() {
        StringBuilder question = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            question.append("w").append(i).append(' ');
        }

        assertThat(proximity(question.toString(), "w1 w2 w3")).isBetween(0.0, 0.1);
    }

    private static double proximity(String question, String text) {
        try (FootnoteAnalyzer analyzer = new FootnoteAnalyzer()) {
            return new TermProximity(analyzer, question).in(text);
        }
    }
}
