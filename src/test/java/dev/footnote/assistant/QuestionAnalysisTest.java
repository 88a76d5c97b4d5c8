package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionAnalysisTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How many ships sailed?|NUMBER",
                "To how much does it add up?|NUMBER",
                "When was it founded?|DATE",
                "In which year did it end?|DATE",
                "Who wrote it?|PERSON",
                "By whom was it written?|PERSON",
                "Where is the office?|PLACE",
                "Which country joined first?|PLACE",
                "Why did they leave?|REASON",
                "How does the filter work?|MANNER",
                "What is ANZUS?|DEFINITION",
                "What is the ANZUS Treaty?|DEFINITION",
                "Which ship was sunk first?|NAME",
                "What did the minister call the treaty?|NAME",
                "Is the office open on Sundays?|YES_NO",
                "Does it rain?|YES_NO",
                "opening hours|OTHER"
            })
    void theWordsOfAQuestionTellWhatKindOfAnswerItWants(String question, QuestionType expected) {
        assertThat(analysis(question).type()).isEqualTo(expected);
    }

    @Test
    void namesAreCapitalisedWordsAndNotTheWordsThatEveryQuestionHas() {
        assertThat(analysis("Which New Zealand golfer won the U.S. Open in Mr. O'Neil's year?")
                        .names())
                .containsExactly("New", "Zealand", "U.S", "Open", "Mr", "O'Neil");
        assertThat(analysis("What is the boiling point of water?").names()).isEmpty();
    }

    @Test
    void numbersAreFoundWithTheirSeparatorsAndWithoutTheSentencesOwn() {
        assertThat(analysis("Who won in 2006, and why 1,300?").numbers()).containsExactly("2006", "1,300");
        assertThat(analysis("Who flew with K-9 or B52?").numbers()).isEmpty();
    }

    private static QuestionAnalysis analysis(String question) {
        return QuestionAnalysis.of(new Question(question));
    }
}
