package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTalkTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello!|Hello!",
                "hi there|Hello!",
                "Good morning, thanks|You are welcome",
                "Thanks a lot!|You are welcome",
                "Thank you so much for your help.|You are welcome",
                "Great, thanks!|You are welcome",
                "ok|Good.",
                "Never mind.|Good.",
                "Bye|Goodbye",
                "How are you today?|Ready",
                "Who are you?|I answer questions",
                "What can you do?|I answer questions",
                "help|I answer questions",
                "Danke!|You are welcome",
            })
    void messagesThatAskForNothingHaveAReply(String message, String reply) {
        assertThat(SmallTalk.reply(new Question(message)))
                .hasValueSatisfying(said -> assertThat(said).startsWith(reply));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello World program: who wrote it?",
                "Who are you going to call in an emergency?",
                "What is the thank you policy?",
                "Hi, who founded the harbour?",
                "Thanksgiving",
                "Good harbours",
                "What can you do with a drunken sailor?",
                "Help desk hours",
                "why?",
            })
    void questionsHaveNone(String message) {
        assertThat(SmallTalk.reply(new Question(message))).isEmpty();
    }
}
