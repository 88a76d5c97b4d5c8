package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    @Test
    void isStrippedAndNormalised() {
        assertThat(new Question("  Cafe\u0301?\n").text()).isEqualTo("Caf\u00e9?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u2003\u00a0", "???", "\u200b"})
    void mustHoldAWord(String text) {
        assertThatThrownBy(() -> new Question(text))
                .isInstanceOf(InvalidQuestionException.class)
                .hasMessageContaining("at least one word");
    }

    @Test
    void mustNotBeTooLongAndTheMessageNamesBothLengths() {
        assertThat(new Question("a".repeat(2000)).text()).hasSize(2000);
        assertThatThrownBy(() -> new Question("a".repeat(102_400)))
                .isInstanceOf(InvalidQuestionException.class)
                .hasMessageContaining("2,000")
                .hasMessageContaining("102,400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"who\u0000?", "who \ud800 won", "who \udc00", "\u001b[31mwho"})
    void mustBeText(String text) {
        assertThatThrownBy(() -> new Question(text))
                .isInstanceOf(InvalidQuestionException.class)
                .hasMessageContaining("U+");
    }

    @Test
    void mayHoldAnyScriptAndEmoji() {
        assertThat(new Question("谁赢了 🏆?").text()).isEqualTo("谁赢了 🏆?");
    }
}
