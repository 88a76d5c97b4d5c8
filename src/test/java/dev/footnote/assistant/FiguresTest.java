package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1,000 | 1000
                    1,000 | one thousand
                    1,044 | one thousand and forty-four
                    2,500 | two thousand five hundred
                    3,500,000 | 3.5 million
                    25 | twenty-five
                    300 | three hundred
                    24 | two dozen
                    5k | 5000
                    12 % | twelve percent
                    12% | 12 per cent
                    12th | twelfth
                    21st | twenty-first
                    ٢٠٠١ | 2001
                    12 May 1953 | May 12, 1953
                    12 May 1953 | 12th of May 1953
                    12 May 1953 | 1953-05-12
                    13 May 1953 | 13/5/1953
                    13 May 1953 | 5/13/1953
                    Sept. 3, 2001 | 3 September 2001
                    May of 2000 | May 2000
                    """)
    void theSameIsFoundInOtherWriting(String one, String other) {
        assertThat(isIn(one, other)).isTrue();
        assertThat(isIn(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1953 | 12 May 1953
                    12 May | 12 May 1953
                    May 1953 | 12 May 1953
                    the 12th | 12 May 1953
                    the 1950s | 1953
                    12 | 12 percent
                    1945 | 1939–45
                    """)
    void aPartIsInTheWholeButNotTheOtherWayRound(String part, String whole) {
        assertThat(isIn(part, whole)).isTrue();
        assertThat(isIn(whole, part)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1000 | 1001
                    19 | 1900
                    12 percent | 12
                    12 May 1953 | 13 May 1953
                    12 May 1953 | 12 June 1953
                    12 May 1953 | 12 May 1954
                    the 1950s | 1960
                    3.5 million | 3.5 billion
                    """)
    void whatDiffersIsNotTheSame(String one, String other) {
        assertThat(isIn(one, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one of the first",
                "May he march on",
                "1.2.3.4",
                "99999999999999999999999",
                "no numbers",
                "\u0000🙂"
            })
    void whatCountsNothingIsNoFigure(String text) {
        assertThat(Figures.of(text)).isEmpty();
    }

    @Test
    void figuresStandWhereTheySayInOrder() {
        String text = "On 12 May 1953, two hundred men and 5 % more came in July.";
        assertThat(Figures.of(text).stream().map(figure -> figure.span().of(text)))
                .containsExactly("12 May 1953", "two hundred", "5 %", "July");
    }

    private static boolean isIn(String part, String whole) {
        List<Figure> parts = Figures.of("x " + part + " x");
        List<Figure> wholes = Figures.of("x " + whole + " x");
        assertThat(parts).isNotEmpty();
        return IntStream.range(0, parts.size()).allMatch(i -> wholes.stream().anyMatch(parts.get(i)::isIn));
    }
}
