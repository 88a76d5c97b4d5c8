package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.assistant.Question;
import org.junit.jupiter.api.Test;

class QuestionTextTest {

    @Test
    void aQuestionThatFitsIsAskedWhole() {
        assertThat(QuestionText.question(" Why? ").text()).isEqualTo("Why?");
        assertThat(QuestionText.question("x".repeat(Question.MAX_LENGTH)).text())
                .hasSize(Question.MAX_LENGTH);
    }

    @Test
    void aLongQuestionIsCutAtTheLastWordThatFits() {
        String text = "word ".repeat(Question.MAX_LENGTH);

        String cut = QuestionText.question(text).text();

        assertThat(cut)
                .hasSizeBetween(Question.MAX_LENGTH - 5, Question.MAX_LENGTH)
                .endsWith("word");
        assertThat(text).startsWith(cut);
    }

    @Test
    void aWordThatEndsAtTheLimitStays() {
        String fits = "x".repeat(Question.MAX_LENGTH - 5) + " four";

        assertThat(QuestionText.question(fits + " more").text()).isEqualTo(fits);
    }

    @Test
    void aSingleLongWordIsCutBetweenCharacters() {
        assertThat(QuestionText.question("x" + "𝒙".repeat(Question.MAX_LENGTH)).text())
                .hasSize(Question.MAX_LENGTH - 1);
    }
}
