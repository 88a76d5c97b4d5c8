package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is this document about?",
                "what are these documents about",
                "What can I ask you?",
                "What can I ask here?",
                "What do you know?",
                "Which topics are covered?",
                "Summarise this document.",
                "Can you give me an overview of the documents?"
            })
    void aQuestionAboutTheDocumentsAsAWholeIsSeen(String question) {
        assertThat(Overview.isAskedFor(new Question(question))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What do you know about Korea?",
                "What is the document that the king signed about?",
                "What is this treaty about?",
                "Which documents do you need for a visa?",
                "Summarise the Korean War."
            })
    void aQuestionAboutSomethingInThemIsNot(String question) {
        assertThat(Overview.isAskedFor(new Question(question))).isFalse();
    }
}
