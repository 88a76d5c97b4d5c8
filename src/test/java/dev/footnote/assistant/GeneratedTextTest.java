package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.generation.ModelOutput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences in what a language model wrote, and the marks that belong to each. */
class GeneratedTextTest {

    private final GeneratedText text = new GeneratedText();

    private static ModelOutput read(String written) {
        ModelOutput output = new ModelOutput(List.of());
        output.append(written);
        output.end();
        return output;
    }

    private List<GeneratedSentence> sentences(String written) {
        ModelOutput output = read(written);
        return text.sentences(output.text(), 0, output.marks());
    }

    private List<String> said(String written) {
        return sentences(written).stream()
                .map(sentence -> sentence.claim() + sentence.numbers())
                .toList();
    }

    @Test
    void marksBelongToTheSentenceTheyStandInOrBehind() {
        assertThat(said("The mill was sold [1]. It closed. [2][3] Nobody came. It rained [4]."))
                .containsExactly("The mill was sold.[1]", "It closed.[2, 3]", "Nobody came.[]", "It rained.[4]");
    }

    @Test
    void marksInFrontOfALineBelongToThatLine() {
        assertThat(said("[1] The mill was sold.\n[2] It closed.\n- [3] Nobody came."))
                .containsExactly("The mill was sold.[1]", "It closed.[2]", "Nobody came.[3]");
    }

    @Test
    void listsHeadingsAndEmphasisAreTakenOff() {
        assertThat(said("## Sales\n\n1. **Dunloe** was sold [1]\n2. `Kilmore` was _not_ sold [2]\n\n> It snowed."))
                .containsExactly("Sales[]", "Dunloe was sold[1]", "Kilmore was not sold[2]", "It snowed.[]");
    }

    @Test
    void aRowOfATableIsASentenceAndTheLineBelowItsHeadIsNone() {
        ModelOutput output = read("| Mill | Sold |\n|---|---|\n| Dunloe | 1994 [1] |\n");
        List<GeneratedSentence> sentences = text.sentences(output.text(), 0, output.marks());
        assertThat(sentences).extracting(GeneratedSentence::claim).containsExactly("Mill Sold", "Dunloe 1994");
        assertThat(sentences.getLast().numbers()).containsExactly(1);
        assertThat(sentences.getLast().span().of(output.text())).isEqualTo("Dunloe | 1994");
    }

    @Test
    void codeBetweenFencesIsOnePiece() {
        assertThat(sentences("Run this:\n```\na = 1. b = 2.\n```\nIt works [1]."))
                .extracting(GeneratedSentence::claim)
                .containsExactly("a = 1. b = 2.", "It works.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"These are the reasons:", "**Here is what I found:**", "---", "…"})
    void whatClaimsNothingIsNoSentence(String written) {
        assertThat(said(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"In 1994 it was sold:", "It was sold to Acme of Finland:"})
    void aLeadInWithAFigureOrANameClaimsSomething(String written) {
        assertThat(said(written)).hasSize(1);
    }

    @Test
    void marksWithinASentencePartItIntoClauses() {
        GeneratedSentence sentence = sentences(
                        "The mill was sold in 1994 [1], and the harbour was founded in 1838 [2].")
                .getFirst();
        assertThat(sentence.numbers()).containsExactly(1, 2);
        assertThat(sentence.clauses())
                .containsExactly(
                        new GeneratedSentence.Clause("The mill was sold in 1994", List.of(1)),
                        new GeneratedSentence.Clause(", and the harbour was founded in 1838.", List.of(2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It was sold [1].\n\nSources:\n[1] The mill of Dunloe\n[2] Other\n",
                "It was sold [1].\n\n**References**\n\n- [1] The mill of Dunloe\n",
                "It was sold [1].\n\n## Quellen\n[^1]: The mill of Dunloe"
            })
    void aListOfSourcesAtTheEndIsNotPartOfTheAnswer(String written) {
        ModelOutput output = read(written);
        assertThat(output.text().substring(0, text.lengthWithoutSources(output.text(), output.marks())))
                .isEqualTo("It was sold.");
    }

    @Test
    void aTextThatOnlySpeaksOfSourcesIsPartOfTheAnswer() {
        ModelOutput output = read("Sources:\n\nThe river rises in two springs [1].");
        assertThat(text.lengthWithoutSources(output.text(), output.marks()))
                .isEqualTo(output.text().length());
    }
}
