package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.Sentence;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.generation.GenerationConfiguration;
import dev.footnote.index.PassageIndex;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Retriever;
import dev.footnote.retrieval.Synonyms;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline over a real index, with tiny models and a threshold that lets every answer through. */
class AssistantTest {

    private static final Question QUESTION = new Question("How many ships did the king send?");

    private ApplicationContext context;
    private WatchedIndex index;
    private Assistant assistant;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("king.txt"), "The king sent six ships. The crew came to the island.\n");
        Files.writeString(documents.resolve("captain.txt"), "The captain of new zealand sent seven frigates.\n");
        context = ApplicationContext.run(Map.of(
                "footnote.data", folder.resolve("data").toString(),
                "footnote.collections.sea.folder", documents.toString(),
                "footnote.models", "src/test/resources/models",
                "footnote.encoder", "tiny-encoder",
                "footnote.reader", "tiny-reader"));
        index = new WatchedIndex(context.getBean(PassageIndex.class));
        AnswerConfiguration configuration = new AnswerConfiguration(0, 3, 3, Duration.ofSeconds(30));
        assistant = new Assistant(
                index,
                context.getBean(CollectionAccess.class),
                context.getBean(Retriever.class),
                new ExtractiveAnswerer(configuration, new SupportJudge(), Synonyms.NONE),
                new SupportJudge(),
                Synonyms.NONE,
                context.getBean(CuratedAnswers.class),
                Optional.empty(),
                Optional.empty(),
                context.getBean(GenerationConfiguration.class),
                configuration);
    }

    @AfterEach
    void everySnapshotIsClosed() {
        context.close();
        assertThat(index.open()).isZero();
        assertThat(index.opened()).isPositive();
    }

    @Test
    void beforeAnythingIsIndexedThatIsSaid() {
        assertThatThrownBy(() -> ask(Scope.EVERYTHING)).isInstanceOf(NothingIndexedException.class);
        assertThatThrownBy(() -> assistant.search(QUESTION, Principal.LOCAL, Scope.EVERYTHING, 5, assistant.deadline()))
                .isInstanceOf(NothingIndexedException.class);
    }

    @Test
    void anAnswerCitesTheStoredWords() throws Exception {
        sync();
        Answer answer = ask(Scope.EVERYTHING);
        assertThat(answer.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(answer.citationsDropped()).isZero();
        assertThat(answer.citations()).isNotEmpty().allSatisfy(citation -> {
            String text = context.getBean(Library.class)
                    .document(Principal.LOCAL, citation.documentId())
                    .orElseThrow()
                    .document()
                    .text();
            assertThat(text.substring(citation.start(), citation.end())).isEqualTo(citation.quote());
        });
        assertThat(answer.sentences()).extracting(Sentence::citations).containsExactly(List.of(1));
    }

    @Test
    void theSameQuestionHasTheSameAnswerUnderAnotherId() throws Exception {
        sync();
        Answer first = ask(Scope.EVERYTHING);
        Answer second = ask(Scope.EVERYTHING);
        assertThat(second)
                .usingRecursiveComparison()
                .ignoringFields("id", "timings")
                .isEqualTo(first);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void aCitationWhoseTextIsAnotherAtVerificationIsDroppedAndCounted() throws Exception {
        sync();
        index.changeBeforeVerification(document -> withText(document, "Something else stands here now."));
        Answer answer = ask(Scope.EVERYTHING);
        assertThat(answer.citations()).isEmpty();
        assertThat(answer.citationsDropped()).isEqualTo(1);
        // An answer that nothing is left to rest on is none
        assertThat(answer.status()).isEqualTo(AnswerStatus.NOT_FOUND);
        assertThat(answer.shortAnswer()).isNull();
        assertThat(answer.sentences()).isEmpty();
        assertThat(answer.text()).doesNotContain("[");
    }

    @Test
    void aPassedDeadlineIsSaid() throws Exception {
        sync();
        Deadline passed = Deadline.after(Duration.ZERO);
        assertThatThrownBy(() -> assistant.ask(QUESTION, Principal.LOCAL, Scope.EVERYTHING, passed))
                .isInstanceOf(DeadlineExceededException.class);
        assertThatThrownBy(() -> assistant.search(QUESTION, Principal.LOCAL, Scope.EVERYTHING, 5, passed))
                .isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void aFailureOfTheIndexIsPassedOn() throws Exception {
        sync();
        index.failSearches();
        assertThatThrownBy(() -> ask(Scope.EVERYTHING)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unknownCollectionsAndDocumentsHoldNoAnswerAndNothingNear() throws Exception {
        sync();
        for (Scope scope : List.of(
                new Scope(Set.of("absent"), Set.of(), Set.of(), Map.of(), null, null),
                new Scope(Set.of(), Set.of("absent"), Set.of(), Map.of(), null, null),
                new Scope(Set.of(), Set.of(), Set.of("absent"), Map.of(), null, null),
                new Scope(
                        Set.of("absent"), Set.of(DocumentId.of("sea", "king.txt")), Set.of(), Map.of(), null, null))) {
            Answer answer = ask(scope);
            assertThat(answer.status()).isEqualTo(AnswerStatus.NOT_FOUND);
            assertThat(answer.nearest()).isEmpty();
            assertThat(answer.citations()).isEmpty();
        }
    }

    @Test
    void whoMaySeeNothingFindsNothing() throws Exception {
        sync();
        Answer answer = assistant.ask(QUESTION, new Principal("stranger"), Scope.EVERYTHING, assistant.deadline());
        assertThat(answer.status()).isEqualTo(AnswerStatus.NOT_FOUND);
        assertThat(answer.nearest()).isEmpty();
    }

    @Test
    void theScopeNarrowsAnAnswerToADocument() throws Exception {
        sync();
        Answer answer =
                ask(new Scope(Set.of(), Set.of(DocumentId.of("sea", "captain.txt")), Set.of(), Map.of(), null, null));
        assertThat(answer.citations()).extracting(Citation::path).containsOnly("captain.txt");
    }

    @Test
    void aSearchReturnsAtMostTheLimitBestFirst() throws Exception {
        sync();
        Findings all = assistant.search(QUESTION, Principal.LOCAL, Scope.EVERYTHING, 50, assistant.deadline());
        assertThat(all.candidates()).hasSize(2);
        Findings one = assistant.search(QUESTION, Principal.LOCAL, Scope.EVERYTHING, 1, assistant.deadline());
        assertThat(one.candidates())
                .extracting(Candidate::passage)
                .containsExactly(all.candidates().getFirst().passage());
    }

    private void sync() throws InterruptedException {
        context.getBean(FolderSync.class).run();
    }

    private Answer ask(Scope scope) {
        return assistant.ask(QUESTION, Principal.LOCAL, scope, assistant.deadline());
    }

    private static Document withText(Document document, String text) {
        return new Document(
                document.id(),
                document.collection(),
                document.path(),
                ContentHash.of(text),
                document.title(),
                document.uri(),
                document.date(),
                text,
                List.of(),
                List.of(),
                Map.of());
    }
}
