package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suggested questions and the overview, with the real models. */
class SuggestionsIT {

    private static final String MILL = """
            # The Heron Mill

            The Heron Mill was built in 1838 by two brothers from Ayr. It stands by the old canal. Floods are rare there.

            ## Owners

            Ann Lee was an engineer from Ayr. She bought the mill in 1901 and sold it in 1912.
            The Port Board has nine members and a clerk.
            """;

    @Test
    void everySuggestionIsAnsweredAndNoneIsSuggestedTwice(@TempDir Path folder) throws Exception {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("mill.md"), MILL);
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "footnote.data", folder.resolve("data").toString(),
                "footnote.collections.default.folder", documents.toString()))) {
            context.getBean(FolderSync.class).run();
            Assistant assistant = context.getBean(Assistant.class);
            Suggestions suggestions = context.getBean(Suggestions.class);
            List<String> first = suggest(suggestions, assistant, List.of());
            assertThat(first).contains("When was the Heron Mill built?").doesNotHaveDuplicates();
            assertThat(first)
                    .allSatisfy(question ->
                            assertThat(ask(assistant, question).status()).isEqualTo(AnswerStatus.ANSWERED));
            assertThat(suggest(suggestions, assistant, first)).doesNotContainAnyElementsOf(first);
            assertThat(suggestions.suggest(
                            new Principal("stranger"), Scope.EVERYTHING, List.of(), 3, assistant.deadline()))
                    .isEmpty();

            Answer overview = ask(assistant, "What is this document about?");
            assertThat(overview.status()).isEqualTo(AnswerStatus.ANSWERED);
            assertThat(overview.text())
                    .startsWith("The Heron Mill was built in 1838 by two brothers from Ayr.[1]")
                    .contains("Its sections include: Owners.");
            assertThat(overview.sentences())
                    .allSatisfy(sentence -> assertThat(sentence.citations()).isNotEmpty());
        }
    }

    private static List<String> suggest(Suggestions suggestions, Assistant assistant, List<String> asked) {
        return suggestions.suggest(Principal.LOCAL, Scope.EVERYTHING, asked, 3, assistant.deadline()).stream()
                .map(Suggestions.Suggestion::question)
                .toList();
    }

    private static Answer ask(Assistant assistant, String question) {
        return assistant.ask(new Question(question), Principal.LOCAL, Scope.EVERYTHING, assistant.deadline());
    }
}
