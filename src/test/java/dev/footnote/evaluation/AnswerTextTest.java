package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            The Eiffel Tower          | eiffel tower
            ~  An   apple, a pear! ~  | apple pear
            1,000 km/h                | 1000 kmh
            "Théâtre"                 | théâtre
            the theatre               | theatre
            éa né a                   | éa né
            The                       | ~~
            """)
    void normalisesAsSquadDoes(String text, String expected) {
        assertThat(AnswerText.normalized(text)).isEqualTo(expected);
    }

    @Test
    void everyKindOfSpaceParts() {
        assertThat(AnswerText.words("one\u00a0two\u2003three\nfour")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void anExactMatchIsWithAnyGoldAnswer() {
        assertThat(AnswerText.exactMatch("the Paris.", List.of("London", "Paris")))
                .isEqualTo(1);
        assertThat(AnswerText.exactMatch("Paris, France", List.of("London", "Paris")))
                .isZero();
    }

    @Test
    void f1IsTheBestOverTheGoldAnswers() {
        // 2 words in common of 3 said and 2 wanted: precision 2/3, recall 1
        assertThat(AnswerText.f1("six big frigates", List.of("ships", "six frigates")))
                .isCloseTo(0.8, within(1e-9));
        assertThat(AnswerText.f1("ten", List.of("six"))).isZero();
        assertThat(AnswerText.f1("the", List.of("a"))).isEqualTo(1);
    }

    @Test
    void wordsInCommonCountAsOftenAsTheyStandInBoth() {
        assertThat(AnswerText.common(List.of("x", "x", "y"), List.of("x", "x", "x", "z")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            It began in October 1973.      | October, 1973 | true
            A 12-year-old won.             | 12            | true
            A well-known man.              | well known    | true
            A well-known man.              | wellknown     | true
            It cost $12.                   | 12            | true
            It began in 2012.              | 12            | false
            A tenant moved in.             | ten           | false
            Anything.                      | the           | false
            """)
    void aTextHoldsAnAnswerInWholeWords(String text, String gold, boolean expected) {
        assertThat(AnswerText.holds(text, List.of(gold))).isEqualTo(expected);
    }
}
