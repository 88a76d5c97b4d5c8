package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import dev.footnote.retrieval.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The passages that a language model is given. */
class PassageSelectionTest {

    private static final Document ONE =
            IndexFixtures.document("one.txt", "a".repeat(350) + "\n\n" + "b".repeat(350) + "\n\n" + "c".repeat(350));
    private static final Document TWO = IndexFixtures.document("two.txt", "d".repeat(350));
    private static final Candidate A = candidate(ONE, 0, 350);
    private static final Candidate B = candidate(ONE, 352, 702);
    private static final Candidate C = candidate(ONE, 704, 1054);
    private static final Candidate D = candidate(TWO, 0, 350);

    private static Candidate candidate(Document document, int start, int end) {
        return new Candidate(Passage.of(document, new Span(start, end)), document, 0, 0, 0, null, 0);
    }

    private static List<String> chosen(int tokens, Candidate... candidates) {
        return PassageSelection.choose(List.of(candidates), tokens).stream()
                .map(evidence -> evidence.document().path() + evidence.span().start() + "-"
                        + evidence.span().end())
                .toList();
    }

    @Test
    void theBestFirstAsManyAsFit() {
        assertThat(chosen(300, D, C, A)).containsExactly("two.txt0-350", "one.txt704-1054");
    }

    @Test
    void theBestIsChosenHoweverLongItIs() {
        assertThat(chosen(100, A, D)).containsExactly("one.txt0-350");
    }

    @Test
    void neighboursAreOnePassageInThePlaceOfTheBetter() {
        assertThat(chosen(1000, A, D, B)).containsExactly("one.txt0-702", "two.txt0-350");
    }

    @Test
    void onePassageMayBringTwoTogether() {
        assertThat(chosen(1000, C, D, A, B)).containsExactly("one.txt0-1054", "two.txt0-350");
    }

    @Test
    void overlappingPassagesAreJoined() {
        assertThat(chosen(1000, A, candidate(ONE, 300, 500))).containsExactly("one.txt0-500");
    }

    @Test
    void ofNothingNothingIsChosen() {
        List<Evidence> none = PassageSelection.choose(List.of(), 1000);
        assertThat(none).isEmpty();
    }
}
