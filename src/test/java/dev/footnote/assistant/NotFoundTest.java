package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import dev.footnote.retrieval.Synonyms;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotFoundTest {

    private static final Document DOCUMENT = IndexFixtures.document("a.txt", "New Zealand joined in 1951.");
    private static final List<Evidence> NEAREST = List.of(new Evidence(DOCUMENT, new Span(0, 27)));

    @Test
    void namesAndNumbersThatWereLookedForInVainAreSaid() {
        assertThat(text("Did New Zealand join in 1962?")).endsWith("The nearest passages do not mention “1962”.");
        assertThat(text("Did Tonga join in 1962?")).endsWith("do not mention “Tonga” or “1962”.");
        assertThat(text("Did New Zealand leave in 1951?")).endsWith("surely enough.");
    }

    @Test
    void thereIsNothingToSayOfWhatIsNotThere() {
        assertThat(NotFound.text(true, questions("Did Tonga join?"), List.of(), Synonyms.NONE))
                .endsWith("surely enough.");
        assertThat(NotFound.text(false, questions("Did Tonga join?"), List.of(), Synonyms.NONE))
                .startsWith("There are no documents");
    }

    private static String text(String question) {
        return NotFound.text(true, questions(question), NEAREST, Synonyms.NONE);
    }

    private static List<QuestionAnalysis> questions(String text) {
        return List.of(QuestionAnalysis.of(new Question(text)));
    }
}
