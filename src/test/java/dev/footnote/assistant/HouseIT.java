package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a house adds of its own, with the real models: answers that someone has written, and synonyms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseIT {

    private static final String RULES = """
            # Berths

            Visitors may stay at most 14 nights, or longer with the consent of the harbour master.
            Paid time off for the crew is 30 days a year.
            The quay closes at ten in the evening.
            """;

    private static final String CURATED = """
            ## How long may a visitor stay?
            Also: What is the longest stay for guests?

            Two weeks; ask the harbour master for more.[^1]

            [^1]: rules.md "Visitors may stay at most 14 nights, or longer with the consent of the harbour master."

            ## When does the bar close?

            At midnight.[^1]

            [^1]: rules.md "The bar closes at midnight."
            """;

    private ApplicationContext context;
    private Assistant assistant;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("rules.md"), RULES);
        Path curated = Files.createDirectories(folder.resolve("curated"));
        Files.writeString(curated.resolve("answers.md"), CURATED);
        Path synonyms = Files.writeString(folder.resolve("words.txt"), "PTO => paid time off\n");
        context = ApplicationContext.run(Map.of(
                "footnote.data", folder.resolve("data").toString(),
                "footnote.collections.harbour.folder", documents.toString(),
                "footnote.retrieval.synonyms", synonyms.toString(),
                "footnote.curated.folder", curated.toString()));
        context.getBean(FolderSync.class).run();
        assistant = context.getBean(Assistant.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void aCuratedAnswerWinsAndItsQuoteIsVerified() {
        for (String question : new String[] {
            "How long may a visitor stay?", "how long may the VISITORS stay", "What is the longest stay for a guest?"
        }) {
            Answer answer = ask(question);
            assertThat(answer.backend()).as(question).isEqualTo("curated");
            assertThat(answer.text()).isEqualTo("Two weeks; ask the harbour master for more.[1]");
            assertThat(answer.citations())
                    .extracting(Citation::path, Citation::quote)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            "rules.md",
                            "Visitors may stay at most 14 nights, or longer with the consent of the harbour master."));
        }
    }

    @Test
    void anotherQuestionOnTheSameSubjectIsNotAnsweredByIt() {
        for (String question : new String[] {
            "How long may a visitor stay at Ardmore?",
            "How long may the crew stay?",
            "May a visitor stay 15 nights?",
            "Why may a visitor stay long?",
            "How long may a visitor not stay?"
        }) {
            assertThat(ask(question).backend()).as(question).isEqualTo("extractive");
        }
    }

    @Test
    void aCuratedAnswerWhoseQuoteStandsNowhereIsNotGiven() {
        Answer answer = ask("When does the bar close?");
        assertThat(answer.backend()).isEqualTo("extractive");
        assertThat(answer.text()).doesNotContain("midnight");
    }

    @Test
    void whichCuratedAnswersAreNotGivenIsTold() {
        assertThat(context.getBean(CuratedAnswers.class).problems())
                .singleElement()
                .asString()
                .contains("answers.md, line 8", "stands in no document");
    }

    @Test
    void whoAsksOtherDocumentsIsNotAnsweredFromTheOnesThatTheCuratedAnswerCites() {
        Scope elsewhere = new Scope(Set.of("absent"), Set.of(), Set.of(), Map.of(), null, null);
        Answer answer = assistant.ask(
                new Question("How long may a visitor stay?"), Principal.LOCAL, elsewhere, assistant.deadline());
        assertThat(answer.status()).isEqualTo(AnswerStatus.NOT_FOUND);
    }

    @Test
    void theWordsOfTheHouseAreUnderstood() {
        Answer answer = ask("How many days of PTO does the crew have?");
        assertThat(answer.understoodAs()).isEqualTo("How many days of PTO (paid time off) does the crew have?");
        assertThat(answer.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(answer.text()).startsWith("Paid time off for the crew is 30 days a year.");
    }

    private Answer ask(String question) {
        return assistant.ask(new Question(question), Principal.LOCAL, Scope.EVERYTHING, assistant.deadline());
    }
}
