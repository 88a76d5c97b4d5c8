package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpTest {

    private static Exchange exchange(String question, String answer, @Nullable String shortAnswer) {
        return new Exchange(question, question, answer, shortAnswer, List.of());
    }

    private static final Exchange HARBOUR =
            exchange("Who founded the harbour of Ardmore?", "Clara Whitfield founded it.", "Clara Whitfield");
    private static final Exchange SHIPS =
            exchange("How many ships did New Zealand send in 1950?", "New Zealand sent six ships.", "six");

    @Test
    void aFirstQuestionIsSearchedAsItIs() {
        FollowUp first = FollowUp.of("Who did she marry?", List.of());
        assertThat(first.resolved()).isEqualTo("Who did she marry?");
        assertThat(first.queries())
                .singleElement()
                .satisfies(query -> assertThat(query.query().text()).isEqualTo("Who did she marry?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "When did she found it?|When did Clara Whitfield found it?",
                "Who was her father?|Who was Clara Whitfield’s father?",
                "Who married her in 1840?|Who married Clara Whitfield in 1840?",
                "Did he like HIS work?|Did Clara Whitfield like Clara Whitfield’s work?",
                "Why?|Why? (who founded the harbour of Ardmore)",
                "When was it opened?|When was it opened? (who founded the harbour of Ardmore)",
                "Who built the lighthouse of Kilmore?|Who built the lighthouse of Kilmore?",
            })
    void whatAWordRefersToIsPutIn(String question, String resolved) {
        assertThat(FollowUp.of(question, List.of(HARBOUR)).resolved()).isEqualTo(resolved);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "And in 1971?|How many ships did New Zealand send in 1971?",
                "What about Australia?|How many ships did Australia send in 1950?",
                "And Australia?|How many ships did Australia send in 1950?",
                "And the weather?|And the weather? (how many ships did New Zealand send in 1950)",
            })
    void whatTakesAnothersPlaceIsPutThere(String question, String resolved) {
        assertThat(FollowUp.of(question, List.of(HARBOUR, SHIPS)).resolved()).isEqualTo(resolved);
    }

    @Test
    void theQuestionAsAskedAlwaysCountsMost() {
        for (String question : List.of("Why?", "When did she do that?", "Who built the lighthouse of Kilmore?")) {
            FollowUp followUp = FollowUp.of(question, List.of(HARBOUR, SHIPS));
            assertThat(followUp.queries().getFirst().query().text()).isEqualTo(question);
            assertThat(followUp.queries())
                    .allSatisfy(query -> assertThat(query.weight())
                            .isLessThanOrEqualTo(followUp.queries().getFirst().weight()));
        }
    }

    @Test
    void aQuestionThatStandsByItselfIsSearchedInFewerForms() {
        assertThat(FollowUp.of("Who built the lighthouse of Kilmore?", List.of(HARBOUR))
                        .queries())
                .hasSize(2);
        assertThat(FollowUp.of("Who built that?", List.of(HARBOUR)).queries()).hasSize(4);
    }

    @Test
    void aLongHistoryIsCutAtItsOldest() {
        List<Exchange> history = List.of(exchange("Old " + "word ".repeat(500), "Oldest.", null), SHIPS);
        FollowUp.of("Why did they?", history)
                .queries()
                .forEach(query -> assertThat(query.query().text())
                        .hasSizeLessThanOrEqualTo(1500)
                        .startsWith("Why did"));
    }

    @Test
    void thePersonSpokenOfLastIsMeant() {
        List<Exchange> history = List.of(
                HARBOUR,
                exchange("Which race did Scott Dixon win?", "The Indianapolis 500.", "Indianapolis 500"),
                exchange("When was it run?", "In 2008.", "2008"));
        assertThat(FollowUp.of("Where was he born?", history).resolved()).isEqualTo("Where was Scott Dixon born?");
    }

    @Test
    void aRewritingIsOneMoreFormBesideTheQuestionAsItWasAsked() {
        FollowUp asked = FollowUp.of("Why was that?", List.of(HARBOUR));
        FollowUp rewritten = asked.rewritten("Why was the harbour founded?");

        assertThat(rewritten.queries()).hasSize(5);
        assertThat(rewritten.queries().getFirst()).isEqualTo(asked.queries().getFirst());
        assertThat(rewritten.resolved()).isEqualTo("Why was the harbour founded?");
        assertThat(rewritten.analysed()).isEqualTo("Why was that?");
    }

    @Test
    void whatCouldBePutInStaysAsItIsUnderstood() {
        FollowUp asked = FollowUp.of("Where was she born?", List.of(HARBOUR));
        assertThat(asked.rewritten("Where was her sister born?").resolved()).isEqualTo(asked.resolved());
    }
}
