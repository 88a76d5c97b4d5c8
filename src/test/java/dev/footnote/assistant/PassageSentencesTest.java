package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageSentencesTest {

    @Test
    void theSentenceAroundAnAnswerIsWhole() {
        String text = "Ann built the mill. Ben sold the mill in 1994. Cy tore it down.";
        assertThat(around(text, 0, "1994")).isEqualTo("Ben sold the mill in 1994.");
    }

    @Test
    void anAnswerAcrossSentencesIsInTheOneThatHoldsMostOfItAndTheFirstOfEquals() {
        String text = "Ann built the mill. Ben sold the mill. Cy came.";
        assertThat(around(text, 0, "mill. Ben sold")).isEqualTo("Ben sold the mill.");
        assertThat(around(text, 0, "ill. Ben ")).isEqualTo("Ann built the mill.");
    }

    @Test
    void aPronounBringsThePreviousSentence() {
        String text = "Ann built the mill. She sold it in 1994. Cy came.";
        assertThat(selfContained(text, 0, "1994")).containsExactly("Ann built the mill.", "She sold it in 1994.");
    }

    @Test
    void aPronounBringsThePreviousSentenceFromBeforeThePassage() {
        String text = "Ann built the mill. She sold it in 1994. Cy came.";
        assertThat(selfContained(text, text.indexOf("She"), "1994"))
                .containsExactly("Ann built the mill.", "She sold it in 1994.");
    }

    @Test
    void aPronounDoesNotReachAcrossParagraphs() {
        String text = "Ann built the mill.\n\nShe sold it in 1994.";
        assertThat(selfContained(text, 0, "1994")).containsExactly("She sold it in 1994.");
    }

    @Test
    void aPronounAtTheVeryBeginningStandsAlone() {
        assertThat(selfContained("It was sold in 1994. Cy came.", 0, "1994")).containsExactly("It was sold in 1994.");
    }

    @Test
    void aWordThatOnlyBeginsLikeAPronounBringsNothing() {
        String text = "Ann built the mill. Items were sold in 1994.";
        assertThat(selfContained(text, 0, "1994")).containsExactly("Items were sold in 1994.");
    }

    @Test
    void whatTheLookBackCutInTwoIsNoSentence() {
        String text = "Ann " + "walked and ".repeat(95) + "built the mill. She sold it in 1994.";
        assertThat(selfContained(text, text.indexOf("She"), "1994")).last().isEqualTo("She sold it in 1994.");
        assertThat(selfContained(text, text.indexOf("She"), "1994"))
                .allSatisfy(sentence -> assertThat(sentence).matches("(Ann|She) .*\\."));
    }

    private static String around(String text, int passageStart, String answer) {
        return sentences(text, passageStart).around(span(text, answer)).of(text);
    }

    private static List<String> selfContained(String text, int passageStart, String answer) {
        PassageSentences sentences = sentences(text, passageStart);
        return sentences.selfContained(sentences.around(span(text, answer))).stream()
                .map(span -> span.of(text))
                .toList();
    }

    private static PassageSentences sentences(String text, int passageStart) {
        Document document = IndexFixtures.document("a.txt", text);
        return new PassageSentences(
                document, Passage.of(document, new Span(passageStart, text.length())), new SentenceSplitter());
    }

    private static Span span(String text, String part) {
        int start = text.indexOf(part);
        return new Span(start, start + part.length());
    }
}
