package dev.footnote.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

    private static final String LETTER =
            "Dear Ann, the rent of your boat is 40 a month from the first of May. It is to be paid in advance at the office by the quay,"
                    + " and may be paid in coin. The office opens at nine on all days but the last of the month.";

    @Test
    void theSameTextIsKeptOnceAndItsBest() {
        assertThat(kept(LETTER, LETTER, LETTER)).containsExactly("0");
    }

    @Test
    void aTextUnderAnotherHeadingOrShortenedRepeatsTheLongerOneBeforeIt() {
        assertThat(kept("Terms\n" + LETTER, "terms\n" + LETTER, LETTER)).containsExactly("0");
    }

    @Test
    void aLongerTextAfterAShorterOneSaysMore() {
        assertThat(kept(
                        LETTER,
                        LETTER
                                + " Whoever pays late pays a tenth more, and whoever does not pay at all loses the berth to the"
                                + " next who waits for one."))
                .containsExactly("0", "1");
    }

    @Test
    void lettersFromOneTemplateThatDifferInANameOrANumberAreBothKept() {
        assertThat(kept(LETTER, LETTER.replace("Ann", "Ben"), LETTER.replace("40", "45")))
                .containsExactly("0", "1", "2");
    }

    @Test
    void shortAndWordlessTextsAreOnlyLeftOutWhereTheyAreEqual() {
        assertThat(kept("mill", "mill", "boat", "…", "…")).containsExactly("0", "2", "3");
    }

    private static List<String> kept(String... texts) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Document document = IndexFixtures.document(Integer.toString(i), texts[i]);
            Passage passage = Passage.of(document, new Span(0, texts[i].length()));
            candidates.add(new Candidate(passage, document, 1, 1, -i, null, texts.length - i));
        }
        return NearDuplicates.without(candidates).stream()
                .map(candidate -> candidate.document().path())
                .toList();
    }
}
