package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.generation.Generated;
import dev.footnote.generation.GenerationException;
import dev.footnote.generation.Generator;
import dev.footnote.generation.Prompt;
import dev.footnote.generation.PromptConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionRewriterTest {

    private static final List<Exchange> HISTORY = List.of(new Exchange(
            "Who founded the harbour?",
            "Who founded the harbour?",
            "Clara Whitfield founded it.",
            "Clara Whitfield",
            List.of()));
    private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(1));

    private final List<Prompt> prompts = new ArrayList<>();
    private final List<Deadline> deadlines = new ArrayList<>();

    private Optional<String> rewritten(Generator model) {
        return new QuestionRewriter(model, Duration.ofSeconds(4), new PromptConfiguration("prompts"))
                .rewrite("When did she\nfound it?", HISTORY, DEADLINE, Cancellation.never());
    }

    private Generator writing(String... pieces) {
        return new Generator() {
            @Override
            public String backend() {
                return "test";
            }

            @Override
            public Generated generate(
                    Prompt prompt, Consumer<String> text, Deadline deadline, Cancellation cancellation) {
                prompts.add(prompt);
                deadlines.add(deadline);
                List.of(pieces).forEach(text);
                return new Generated(String.join("", pieces), Generated.End.COMPLETE, null);
            }

            @Override
            public void check(Deadline deadline) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void theModelIsToldWhatWasSaidAndHasALittleOfTheTime() {
        assertThat(rewritten(writing("When did Clara ", "Whitfield found the harbour?")))
                .contains("When did Clara Whitfield found the harbour?");
        assertThat(prompts.getFirst().user()).isEqualTo("""
                Said before:
                Q: Who founded the harbour?
                A: Clara Whitfield founded it.

                Next question: When did she found it?""");
        assertThat(deadlines.getFirst().remaining()).isLessThanOrEqualTo(Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Question: When was it founded?|When was it founded?",
                "“When was it founded?”|When was it founded?",
                "**When was it founded?**|When was it founded?",
                "Rewritten question: \"When?\"|When?"
            })
    void whatModelsPutAroundItIsTakenAway(String written, String read) {
        assertThat(rewritten(writing(written))).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "One line.\nAnd another.", "when did she\nfound it?", "\u200B", "**", "Question: "})
    void whatIsNoOtherQuestionIsLeftOut(String written) {
        assertThat(rewritten(writing(written))).isEmpty();
    }

    @Test
    void anEssayIsNoQuestion() {
        assertThat(rewritten(writing("Why? ".repeat(200), "Why? ".repeat(200)))).isEmpty();
    }

    @Test
    void aModelThatFailsCostsNothing() {
        Generator failing = new Generator() {
            @Override
            public String backend() {
                return "test";
            }

            @Override
            public Generated generate(
                    Prompt prompt, Consumer<String> text, Deadline deadline, Cancellation cancellation) {
                throw new GenerationException(GenerationException.Kind.TIMED_OUT, "late", null, null);
            }

            @Override
            public void check(Deadline deadline) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(rewritten(failing)).isEmpty();
    }
}
