package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Evidence;
import dev.footnote.assistant.Attribution.Attributed;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.generation.ModelOutput;
import dev.footnote.index.IndexFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that a language model's sentences rest on. */
class AttributionTest {

    private static final Evidence MILL = passage(
            "mill.txt", "The paper mill of Dunloe employs 312 people. It was sold to a Finnish company in 1994.");
    private static final Evidence HARBOUR = passage(
            "harbour.txt",
            "The harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield. It rains often there.");

    private final Attribution attribution = new Attribution(new SupportJudge(), List.of(MILL, HARBOUR));

    private static Evidence passage(String path, String text) {
        Document document = IndexFixtures.document(path, text);
        return new Evidence(document, new Span(0, text.length()));
    }

    private Attributed attribute(String written) {
        ModelOutput output = new ModelOutput(List.of());
        output.append(written);
        output.end();
        return attribution.attribute(
                new GeneratedText().sentences(output.text(), 0, output.marks()).getFirst());
    }

    @Test
    void theCitedPassagesWordsAreQuotedAndNotTheWholePassage() {
        Attributed attributed = attribute("Clara Whitfield, an engineer, founded the harbour of Ardmore in 1838 [2].");
        assertThat(attributed.evidence())
                .extracting(Evidence::quote)
                .containsExactly("The harbour of Ardmore was founded in 1838 by the engineer Clara Whitfield.");
        assertThat(attributed.support()).isGreaterThan(Attribution.LEAST);
        assertThat(attributed.dropped()).isZero();
    }

    @Test
    void aWrongNumberIsPutRight() {
        Attributed attributed = attribute("The harbour of Ardmore was founded in 1838 [1].");
        assertThat(attributed.evidence()).extracting(Evidence::document).containsExactly(HARBOUR.document());
        assertThat(attributed.dropped()).isEqualTo(1);
    }

    @Test
    void whereNothingIsCitedTheWordsAreFound() {
        Attributed attributed = attribute("The paper mill of Dunloe employs 312 people.");
        assertThat(attributed.evidence())
                .extracting(Evidence::quote)
                .containsExactly("The paper mill of Dunloe employs 312 people.");
        assertThat(attributed.dropped()).isZero();
    }

    @Test
    void anInventedFigureIsBorneOutByNothing() {
        Attributed attributed = attribute("The paper mill of Dunloe employs 450 people [1].");
        assertThat(attributed.evidence()).isEmpty();
        assertThat(attributed.support()).isZero();
        assertThat(attributed.dropped()).isEqualTo(1);
    }

    @Test
    void numbersOfNoPassageAreCounted() {
        Attributed attributed = attribute("The harbour of Ardmore was founded in 1838 [2][3][0].");
        assertThat(attributed.evidence()).hasSize(1);
        assertThat(attributed.dropped()).isEqualTo(2);
    }

    @Test
    void whatTwoPassagesSayTogetherIsBorneOutByBoth() {
        Attributed attributed = attribute(
                "The paper mill of Dunloe employs 312 people [1], and the harbour of Ardmore was founded in 1838 [2].");
        assertThat(attributed.evidence())
                .extracting(Evidence::document)
                .containsExactly(MILL.document(), HARBOUR.document());
        assertThat(attributed.dropped()).isZero();
    }

    @Test
    void ofWhatTwoPassagesSayTogetherEveryPartMustBeBorneOut() {
        assertThat(attribute(
                                "The paper mill of Dunloe employs 312 people [1], and the harbour of Ardmore was founded in 1902 [2].")
                        .evidence())
                .isEmpty();
    }
}
