package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionWriterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The Heron Mill was built in 1838 by two brothers. | When was the Heron Mill built?
                    Ann Lee was born on 3 May 1901.                   | When was Ann Lee born?
                    Bute is closed to cars, because of its old roads. | Why is Bute closed to cars?
                    Bute was chosen because it has deep water.        | Why was Bute chosen?
                    The Port Board has nine members and a clerk.      | How many members does the Port Board have?
                    The Port Authority (PA) is a body of nine.        | What is the Port Authority?
                    ANZUS is a treaty of three states.                | What is ANZUS?
                    Ann Lee was an engineer from Ayr.                 | Who was Ann Lee?
                    In 1951, three states signed a treaty.            | What happened in 1951?
                    """)
    void aPlainSentenceIsTurnedRound(String sentence, String question) {
        assertThat(QuestionWriter.about(sentence)).contains(question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It was built in 1838.",
                "The Council is a body of nine.",
                "He was an engineer.",
                "There is a mill.",
                "Wind drove the mill.",
                "Name | Built",
                ""
            })
    void whatHasNoNameOfItsOwnIsNotAskedAbout(String sentence) {
        assertThat(QuestionWriter.about(sentence)).isEmpty();
    }

    @Test
    void aHeadingIsAskedAboutUnlessEveryDocumentHasIt() {
        assertThat(QuestionWriter.under("Trade and tourism")).containsExactly("What is said about trade and tourism?");
        assertThat(QuestionWriter.under("ANZUS Treaty")).containsExactly("What is said about ANZUS Treaty?");
        assertThat(QuestionWriter.under("How do I land?")).containsExactly("How do I land?");
        for (String heading : List.of("Introduction", "References", "12.3", "x".repeat(200))) {
            assertThat(QuestionWriter.under(heading)).isEmpty();
        }
    }

    @Test
    void hostileSentencesCostLittle() {
        for (String sentence : List.of(
                "A ".repeat(200),
                "The " + "A of ".repeat(70),
                "A was " + "b,".repeat(190),
                "A (" + "(".repeat(390),
                "Aa-".repeat(130))) {
            assertThat(QuestionWriter.about(sentence)).isEmpty();
        }
    }
}
