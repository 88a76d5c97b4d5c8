package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedThingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How many cars does it carry?|It carries 180 passengers and 34 cars.|34",
                "How many passengers does it carry?|It carries 180 passengers and 34 cars.|180",
                "How many people live there?|About 3.2 million people live on 12 islands.|3.2 million",
                "How many private ships did come?|Six grey ships and two boats came.|Six",
                "How many countries signed?|One country signed, 12 did not.|One",
                "how many berths has it|The basin has 86 berths for residents.|86"
            })
    void theNumberBeforeTheThingIsMeant(String question, String sentence, String number) {
        assertThat(numberIn(question, sentence)).contains(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How many cars does it carry?|It carries 180 passengers.",
                "How many cars does it carry?|One ship carries 34 cars, the other 16 cars.",
                "How much does it carry?|It carries 34 cars.",
                "When did the cars come?|In 1838 34 cars came."
            })
    void whereNoneOrSeveralAreThereTheReaderDecides(String question, String sentence) {
        assertThat(numberIn(question, sentence)).isEmpty();
    }

    @Test
    void aHostileSentenceCostsLittle() {
        assertThat(numberIn("How many cars?", "1,".repeat(5000) + " a".repeat(5000)))
                .isEmpty();
    }

    private static Optional<String> numberIn(String question, String sentence) {
        return CountedThing.of(QuestionAnalysis.of(new Question(question))).flatMap(thing -> thing.numberIn(sentence));
    }
}
