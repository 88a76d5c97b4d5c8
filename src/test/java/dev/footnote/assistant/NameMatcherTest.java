package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameMatcherTest {

    @Test
    void findsAWordWhateverItsCaseAndPossessive() {
        assertThat(missing("the KOREAN War's end", "Korean", "War")).isEmpty();
    }

    @Test
    void findsAWordOfTheSameStem() {
        assertThat(missing("fought in Korea against Vietnamese troops", "Korean", "Vietnam"))
                .isEmpty();
    }

    @Test
    void findsAnAcronymByItsWordsAndWordsByTheirAcronym() {
        assertThat(missing("the Free Trade Agreement with the United States of America", "FTA", "US", "U.S.", "USA"))
                .isEmpty();
        assertThat(missing("the U.S. Senate", "United", "States")).isEmpty();
    }

    @Test
    void doesNotTakeOneNumberOrNameForAnother() {
        assertThat(missing("the 2005 Open in Korea", "2006", "Vietnam", "92")).containsExactly("2006", "Vietnam", "92");
        assertThat(missing("19990", "1999")).containsExactly("1999");
    }

    @Test
    void findsANameJoinedByHyphens() {
        assertThat(missing("known as the \"P-4\", and K-FORCE", "P-4", "K-FORCE"))
                .isEmpty();
        assertThat(missing("known as the P-4", "P-5")).containsExactly("P-5");
    }

    @Test
    void knowsNothingInAnEmptyText() {
        assertThat(missing("", "Korea")).containsExactly("Korea");
    }

    private static List<String> missing(String text, String... names) {
        return new NameMatcher(text).missing(List.of(names));
    }
}
