package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I don't know.",
                "I do not have enough information to answer.",
                "I’m sorry, but I can’t help with that.",
                "Unfortunately, the passages do not mention the price.",
                "The context does not explicitly state when it was built.",
                "There is no information about this in the documents.",
                "No relevant information was found.",
                "This is not mentioned in the passages.",
                "The answer was not provided.",
                "As an AI, I have no opinion.",
                "Das weiß ich nicht; das steht nicht in den Dokumenten.",
                "Les passages ne mentionnent pas cela.",
            })
    void aRefusalIsKnownInManyWords(String text) {
        assertThat(Refusal.isOne(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The harbour was founded in 1838.",
                "The mill did not close until 1994.",
                "The contract must not be ended before May.",
                "Documents are kept for ten years.",
            })
    void anAnswerIsNone(String text) {
        assertThat(Refusal.isOne(text)).isFalse();
    }
}
