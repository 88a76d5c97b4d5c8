package dev.footnote.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.FinishReason;
import dev.footnote.answer.Timings;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.SourceLinks;
import dev.footnote.index.IndexState;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as Slack's blocks, within its limits whatever documents say. */
class SlackMessageTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ChatQuestion QUESTION =
            new ChatQuestion("slack", "1", "1", "slack:T1", "U1", "Who?", Set.of(), "de", Map.of());

    @TempDir
    private Path folder;

    private @Nullable String address;
    private ApplicationContext context;
    private SourceLinks links;

    @BeforeEach
    void start() {
        context = ApplicationContext.run(
                Map.of("footnote.data", folder.toString(), "footnote.public-url", "https://footnote.example.org/a/"));
        links = context.getBean(SourceLinks.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    private Answer answer(AnswerStatus status, String text, int citations, String quote) {
        List<Citation> all = IntStream.rangeClosed(1, citations)
                .mapToObj(i -> new Citation(
                        i,
                        "doc" + i,
                        "default",
                        "a/" + i + ".txt",
                        "0123456789abcdef",
                        "A title of " + quote,
                        address,
                        List.of("A <heading> & more", quote),
                        null,
                        0,
                        quote.length(),
                        quote,
                        0))
                .toList();
        boolean found = status == AnswerStatus.ANSWERED;
        return new Answer(
                "0b9e5c1a-6c7a-4f0c-9f4e-3a1f2f6e0001",
                status,
                "Who?",
                "Who?",
                null,
                0.9,
                text,
                List.of(),
                found ? all : List.of(),
                0,
                List.of(),
                List.of(),
                found ? List.of() : all,
                FinishReason.COMPLETE,
                null,
                1,
                IndexState.READY,
                "extractive",
                false,
                new Timings(0, 1, 1, 1));
    }

    private static JsonNode json(Object blocks) {
        return JSON.valueToTree(blocks);
    }

    private static void fit(List<SlackMessage> messages) {
        assertThat(messages).isNotEmpty().allSatisfy(message -> {
            JsonNode body = json(Map.of("channel", "C1", "text", message.text(), "blocks", message.blocks()));
            assertThat(SlackRules.mistake("chat.postMessage", body)).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "<", "a", "\u0625", "🚢", "<!channel> ", "| a | b |\n", "](http://evil.example) "})
    void everyMessageAndModalFitsWhateverIsQuoted(String piece) {
        String quote = piece.repeat(5_000 / piece.length());
        Answer answer = answer(AnswerStatus.ANSWERED, piece.repeat(40_000 / piece.length()), 120, quote);
        fit(SlackMessage.of(answer, links, QUESTION));
        fit(SlackMessage.plain(answer, links, QUESTION));
        fit(List.of(SlackMessage.written(quote), SlackMessage.words(quote.substring(0, 500))));
        assertThat(SlackRules.blocks(json(SlackMessage.modal(answer, links, QUESTION)), 100))
                .isNull();
    }

    @Test
    void whatIsQuotedFitsHoweverLongItsDocumentsAddressIs() {
        try (ApplicationContext without = ApplicationContext.run(
                Map.of("footnote.data", folder.resolve("other").toString()))) {
            links = without.getBean(SourceLinks.class);
            for (int length : List.of(100, 1_000, 4_000)) {
                address = "https://docs.example.org/" + "a".repeat(length);
                Answer answer = answer(AnswerStatus.ANSWERED, "Words.[1]", 7, "&".repeat(3_000));
                fit(SlackMessage.of(answer, links, QUESTION));
                fit(SlackMessage.plain(answer, links, QUESTION));
                assertThat(SlackRules.blocks(json(SlackMessage.modal(answer, links, QUESTION)), 100))
                        .isNull();
                assertThat(json(SlackMessage.of(answer, links, QUESTION)
                                        .getFirst()
                                        .blocks())
                                .toString()
                                .contains(address))
                        .isEqualTo(length == 100);
            }
        }
    }

    @Test
    void fiveSourcesAreShownAndAllOfThemInAModal() {
        Answer answer = answer(AnswerStatus.ANSWERED, "Words.[1]", 7, "the words");
        List<SlackMessage> messages = SlackMessage.of(answer, links, QUESTION);
        String shown = json(messages.getLast().blocks()).toString();
        assertThat(shown)
                .contains("*[5]*", "Alle Quellen zeigen (7)", "https://footnote.example.org/a/chat/sources/doc1?")
                .doesNotContain("*[6]*");
        String modal = json(SlackMessage.modal(answer, links, QUESTION)).toString();
        assertThat(modal).contains("*[1]*", "*[7]*", "“the words”");
        assertThat(json(SlackMessage.modal(answer(AnswerStatus.ANSWERED, "x", 120, "q"), links, QUESTION))
                        .toString())
                .contains("+ 25");
    }

    @Test
    void whatIsNotFoundHasTheThreeNearestPassagesAndNoNumbers() {
        Answer answer = answer(AnswerStatus.NOT_FOUND, "Not in these documents.", 5, "the words");
        String shown = json(SlackMessage.of(answer, links, QUESTION).getLast().blocks())
                .toString();
        assertThat(shown)
                .contains("Die nächstliegenden Stellen", "doc3", "“the words”")
                .doesNotContain("doc4")
                .doesNotContain("*[");
    }

    @Test
    void aTableIsSplitWithItsHeadAndEveryRowIsThereOnce() {
        String rows = IntStream.range(0, 800)
                .mapToObj(i -> "| boat " + i + " | " + i + " m |")
                .collect(Collectors.joining("\n"));
        List<SlackMessage> messages = SlackMessage.of(
                answer(AnswerStatus.ANSWERED, "| boat | length |\n|---|---|\n" + rows, 0, ""), links, QUESTION);
        fit(messages);
        assertThat(messages).hasSizeGreaterThan(1);
        String all =
                messages.stream().map(each -> json(each.blocks()).toString()).collect(Collectors.joining());
        IntStream.range(0, 800).forEach(i -> assertThat(all).containsOnlyOnce("| boat " + i + " |"));
    }
}
