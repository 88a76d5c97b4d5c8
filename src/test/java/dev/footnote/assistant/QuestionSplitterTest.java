package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.retrieval.Synonyms;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionSplitterTest {

    private final QuestionSplitter splitter = new QuestionSplitter(Synonyms.NONE);

    @Test
    void oneQuestionIsOnePartToTheLetter() {
        for (String text : List.of(
                "Who built the mill?",
                "mill 1838",
                "Who built the mill and the bridge?",
                "What are bread and butter?",
                "Tell me who built the mill, please.")) {
            assertThat(texts(text)).containsExactly(text);
        }
    }

    @Test
    void severalQuestionsAreSeveralParts() {
        assertThat(texts("Who built the mill? When was the bridge opened?"))
                .containsExactly("Who built the mill?", "When was the bridge opened?");
        assertThat(texts("Who built the mill, and when was the bridge opened?"))
                .containsExactly("Who built the mill", "when was the bridge opened?");
    }

    @Test
    void whatIsSaidBelongsToTheQuestionAfterItAndAtTheEndToTheOneBefore() {
        assertThat(texts("I own a boat. Where may I land? I am in Wellington. Who opens the lock? Thank you."))
                .containsExactly(
                        "I own a boat. Where may I land?", "I am in Wellington. Who opens the lock? Thank you.");
        assertThat(texts("I own a boat. Where may I land?")).containsExactly("I own a boat. Where may I land?");
    }

    @Test
    void aQuestionThatRefersBackIsSearchedWithTheWholeMessage() {
        String message = "Who built the mill? When did she sell it?";
        assertThat(splitter.parts(new Question(message), List.of(), Rewriting.NONE))
                .extracting(part -> part.queries().getFirst().query().text())
                .containsExactly("Who built the mill?", message);
    }

    @Test
    void aWordOrTwoWithAQuestionMarkAreNoQuestionOfTheirOwn() {
        assertThat(texts("Who built the mill??? ?! Right?")).containsExactly("Who built the mill??? ?! Right?");
        assertThat(texts("Really? Who built the mill?")).containsExactly("Really? Who built the mill?");
        assertThat(texts("Who?")).containsExactly("Who?");
    }

    @Test
    void aTextFullOfQuestionsIsTakenAsOne() {
        String message = "Who? ".repeat(300).strip();
        assertThat(texts(message)).containsExactly(message);
    }

    private List<String> texts(String message) {
        return splitter.parts(new Question(message), List.of(), Rewriting.NONE).stream()
                .map(part -> part.analysis().text())
                .toList();
    }
}
