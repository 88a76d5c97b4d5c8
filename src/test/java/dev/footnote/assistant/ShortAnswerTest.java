package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PERSON|Michael Campbell much recognition in his sport|Michael Campbell",
                "PERSON|Scott Dixon of New Zealand|Scott Dixon",
                "PERSON|Ludwig van Beethoven in Vienna|Ludwig van Beethoven",
                "PERSON|Bill and Hillary Clinton|Bill and Hillary Clinton",
                "PERSON|the dock workers|the dock workers",
                "PERSON|J. R. R. Tolkien, who|J. R. R. Tolkien, who",
                "NUMBER|more than 400,000|more than 400,000",
                "DATE|on 27 May 1965,|on 27 May 1965",
                "NAME|~a relic\", and~|~a relic\", and~",
                "NAME|~\"a relic\"~|a relic"
            })
    void keepsWhatWasAskedForAndLeavesTheRest(QuestionType type, String span, String expected) {
        assertThat(ShortAnswer.of(type, span)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSON,Who did Michael Campbell beat?,Michael Campbell,true",
        "PERSON,Who did Michael Campbell beat?,Tiger Woods,false",
        "PERSON,Who beat Campbell?,Michael Campbell,false",
        "PERSON,'Who won, Campbell or Woods?',Woods,false",
        "PLACE,Where in New Zealand was it signed?,New Zealand,true",
        "NUMBER,Were there six or seven?,six,false",
        "DATE,What happened in 1840?,1840,false"
    })
    void tellsWhetherWordsOnlySayAgainWhatTheQuestionNames(
            QuestionType type, String question, String words, boolean expected) {
        assertThat(ShortAnswer.repeats(type, question, words)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER,six,true",
        "NUMBER,'more than 400,000',true",
        "NUMBER,the frigates,false",
        "DATE,in the 19th century,true",
        "DATE,fully mutual,false",
        "PERSON,the dock workers,false",
        "PERSON,Helen Clark,true",
        "PLACE,at sea,false",
        "NAME,a relic,true"
    })
    void tellsWhetherWordsAreOfTheKindThatIsAskedFor(QuestionType type, String words, boolean expected) {
        assertThat(ShortAnswer.fits(type, words)).isEqualTo(expected);
    }
}
