package dev.footnote.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import dev.footnote.answer.FinishReason;
import dev.footnote.answer.Sentence;
import dev.footnote.answer.Timings;
import dev.footnote.conversation.Feedback.Rating;
import dev.footnote.corpus.ContentHash;
import dev.footnote.corpus.Heading;
import dev.footnote.corpus.Markup;
import dev.footnote.index.IndexState;
import dev.footnote.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of conversations must do. */
abstract class ConversationStoreContract {

    private static final String TEXT = "The harbour was founded in 1838. 🚢 It rains.";
    private static final String HASH = ContentHash.of(TEXT);
    private static final Map<String, CitedText> CITED = Map.of(
            HASH,
            new CitedText(
                    TEXT,
                    List.of(new Heading(0, 11, 2)),
                    List.of(
                            new Markup(12, 23, Markup.Kind.STRONG, null),
                            new Markup(27, 31, Markup.Kind.LINK, "https://example.org/?a=\"b\""))));
    private static final Principal ANN = new Principal("ann");
    private static final Principal BOB = new Principal("bob");

    private Store store;
    private ConversationStore conversations;

    /** Opens an empty database. */
    abstract Store open() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        store = open();
        conversations = new JdbiConversationStore(store);
    }

    @AfterEach
    void end() {
        store.close();
    }

    static Answer answer(String question, boolean cites) {
        String quote = "The harbour was founded in 1838.";
        return new Answer(
                UUID.randomUUID().toString(),
                cites ? AnswerStatus.ANSWERED : AnswerStatus.NOT_FOUND,
                question,
                question + " of Ardmore",
                cites ? "1838" : null,
                0.75,
                cites ? quote + "[1]" : "No.",
                cites ? List.of(new Sentence(0, quote.length(), List.of(1), 0.99)) : List.of(),
                cites
                        ? List.of(new Citation(
                                1,
                                "doc",
                                "default",
                                "a.txt",
                                HASH,
                                "Harbour",
                                null,
                                List.of("History"),
                                null,
                                0,
                                quote.length(),
                                quote,
                                0))
                        : List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                FinishReason.COMPLETE,
                null,
                3,
                IndexState.READY,
                "extractive",
                false,
                new Timings(0, 6, 40, 2));
    }

    private Conversation started(Principal principal, String question) {
        return conversations.begin(principal, UUID.randomUUID().toString(), answer(question, true), CITED);
    }

    @Test
    void aConversationIsKeptAsItWas() {
        Answer first = answer("When was the harbour founded?", true);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), first, CITED);
        Answer second = answer("By whom?", false);
        Turn turn = conversations
                .append(ANN, conversation.id(), first.id(), second, Map.of())
                .orElseThrow();
        assertThat(turn.number()).isEqualTo(2);
        List<Turn> turns = conversations.turns(ANN, conversation.id());
        assertThat(turns).extracting(Turn::answer).containsExactly(first, second);
        assertThat(turns).extracting(Turn::parentId).containsExactly(null, first.id());
        assertThat(conversations.find(ANN, conversation.id()))
                .hasValueSatisfying(found -> assertThat(found.title()).isEqualTo("When was the harbour founded?"));
        assertThat(conversation.id()).hasSizeGreaterThan(20);
    }

    @Test
    void theTitleOfALongQuestionEndsAtAWord() {
        Conversation conversation = started(ANN, "When ".repeat(60));
        assertThat(conversation.title()).hasSizeLessThan(82).endsWith("When…");
    }

    @Test
    void whatBelongsToAnotherIsAbsent() {
        Answer answer = answer("When?", true);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), answer, CITED);
        assertThat(conversations.find(BOB, conversation.id())).isEmpty();
        assertThat(conversations.turns(BOB, conversation.id())).isEmpty();
        assertThat(conversations.list(BOB, null, 10)).isEmpty();
        assertThat(conversations.append(BOB, conversation.id(), null, answer("Me?", false), Map.of()))
                .isEmpty();
        assertThat(conversations.rename(BOB, conversation.id(), "Mine")).isEmpty();
        assertThat(conversations.delete(BOB, conversation.id())).isFalse();
        assertThat(conversations.rate(BOB, answer.id(), rating(Rating.DOWN))).isFalse();
        assertThat(conversations.cited(BOB, "doc", HASH)).isEmpty();
        assertThat(conversations.turns(ANN, conversation.id())).hasSize(1);
        assertThat(conversations.cited(ANN, "doc", HASH).map(CitedDocument::cited))
                .contains(CITED.get(HASH));
    }

    private static Feedback rating(Rating rating) {
        return new Feedback(rating, "wrong", "It was 1839.", Instant.ofEpochMilli(5));
    }

    @Test
    void anAnswerOfAnotherConversationIsNoParent() {
        Conversation one = started(ANN, "One?");
        Answer other = answer("Two?", true);
        conversations.begin(ANN, UUID.randomUUID().toString(), other, CITED);
        assertThat(conversations.append(ANN, one.id(), other.id(), answer("Three?", false), Map.of()))
                .isEmpty();
        assertThat(conversations.turns(ANN, one.id())).hasSize(1);
    }

    @Test
    void turnsWithTheSameParentAreBranches() {
        Answer first = answer("When?", true);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), first, CITED);
        conversations.append(ANN, conversation.id(), first.id(), answer("Who?", false), Map.of());
        conversations.append(ANN, conversation.id(), first.id(), answer("Why?", false), Map.of());
        assertThat(conversations.turns(ANN, conversation.id()))
                .extracting(Turn::parentId)
                .containsExactly(null, first.id(), first.id());
    }

    @Test
    void pagesFollowOneAnotherNewestFirst() {
        for (int i = 0; i < 7; i++) {
            started(ANN, "Question " + i + "?");
        }
        List<String> seen = new ArrayList<>();
        Conversation last = null;
        for (List<Conversation> page = conversations.list(ANN, last, 3);
                !page.isEmpty();
                page = conversations.list(ANN, last, 3)) {
            page.forEach(conversation -> seen.add(conversation.id()));
            last = page.getLast();
        }
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void aTextThatAnEarlierProgramKeptIsReadWithoutItsSetting() {
        started(ANN, "One?");
        store.transaction(handle -> handle.execute("UPDATE cited_text SET setting = NULL"));
        assertThat(conversations.cited(ANN, "doc", HASH).map(CitedDocument::cited))
                .contains(new CitedText(TEXT, List.of(), List.of()));
    }

    @Test
    void aDeletedConversationLeavesNothingAndTextsStayWhileSomebodyCitesThem() {
        Conversation one = started(ANN, "One?");
        Conversation two = started(ANN, "Two?");
        assertThat(conversations.delete(ANN, one.id())).isTrue();
        assertThat(conversations.turns(ANN, one.id())).isEmpty();
        assertThat(conversations.cited(ANN, "doc", HASH).map(CitedDocument::cited))
                .contains(CITED.get(HASH));
        conversations.delete(ANN, two.id());
        long left = store.transaction(handle -> handle.createQuery(
                        "SELECT (SELECT COUNT(*) FROM turn) + (SELECT COUNT(*) FROM cited) + (SELECT COUNT(*) FROM cited_text)")
                .mapTo(Long.class)
                .one());
        assertThat(left).isZero();
    }

    @Test
    void aTurnThatIsForgottenGoesWithAllThatOnlyItNeeds() {
        Answer first = answer("Where is Ann's letter of resignation?", true);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), first, CITED);
        Answer second = answer("By whom?", false);
        Answer third = answer("When?", false);
        conversations.append(ANN, conversation.id(), first.id(), second, Map.of());
        conversations.append(ANN, conversation.id(), second.id(), third, Map.of());
        conversations.rate(ANN, first.id(), rating(Rating.DOWN));
        assertThat(conversations.forget(BOB, first.id())).isFalse();

        assertThat(conversations.forget(ANN, first.id())).isTrue();
        assertThat(conversations.turns(ANN, conversation.id()))
                .extracting(Turn::answer)
                .containsExactly(second, third);
        assertThat(conversations.turns(ANN, conversation.id()))
                .extracting(Turn::parentId)
                .containsExactly(null, second.id());
        assertThat(conversations.find(ANN, conversation.id()).map(Conversation::title))
                .contains("By whom?");
        assertThat(conversations.rated(10)).isEmpty();
        assertThat(conversations.cited(ANN, "doc", HASH)).isEmpty();
        assertThat(conversations.forget(ANN, first.id())).isFalse();

        conversations.rename(ANN, conversation.id(), "Kept");
        assertThat(conversations.forget(ANN, second.id())).isTrue();
        assertThat(conversations.find(ANN, conversation.id()).map(Conversation::title))
                .contains("Kept");
        assertThat(conversations.forget(ANN, third.id())).isTrue();
        assertThat(conversations.find(ANN, conversation.id())).isEmpty();
    }

    @Test
    void feedbackTakesThePlaceOfFeedback() {
        Answer answer = answer("When?", true);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), answer, CITED);
        assertThat(conversations.rate(ANN, answer.id(), rating(Rating.DOWN))).isTrue();
        assertThat(conversations.rate(ANN, answer.id(), new Feedback(Rating.UP, null, null, Instant.ofEpochMilli(9))))
                .isTrue();
        assertThat(conversations.rated(10)).singleElement().satisfies(rated -> {
            assertThat(rated.conversationId()).isEqualTo(conversation.id());
            assertThat(rated.turn().feedback()).isEqualTo(new Feedback(Rating.UP, null, null, Instant.ofEpochMilli(9)));
        });
    }

    @Test
    void whatWasNotAnsweredOrDislikedIsFoundNewestFirst() {
        Answer refused = answer("By whom?", false);
        Answer liked = answer("When?", true);
        Answer disliked = answer("Where?", true);
        for (Answer answer : List.of(refused, liked, disliked)) {
            conversations.begin(
                    answer.equals(refused) ? BOB : ANN, UUID.randomUUID().toString(), answer, CITED);
        }
        conversations.rate(ANN, liked.id(), rating(Rating.UP));
        conversations.rate(ANN, disliked.id(), rating(Rating.DOWN));

        assertThat(conversations.unanswered(Instant.EPOCH, 10))
                .extracting(each -> each.turn().answer().id())
                .containsExactlyInAnyOrder(refused.id(), disliked.id());
        assertThat(conversations.unanswered(Instant.EPOCH, 1)).hasSize(1);
        assertThat(conversations.unanswered(Instant.ofEpochMilli(Long.MAX_VALUE), 10))
                .isEmpty();
        assertThat(conversations.count(Instant.EPOCH)).isEqualTo(3);
    }

    @Test
    void citedDocumentsAreCounted() {
        started(ANN, "One?");
        started(ANN, "Two?");
        assertThat(conversations.citedDocuments()).singleElement().satisfies(cited -> {
            assertThat(cited.path()).isEqualTo("a.txt");
            assertThat(cited.answers()).isEqualTo(2);
        });
    }

    @Test
    void whatIsTooOldOrTooMuchGoes() {
        for (int i = 0; i < 5; i++) {
            started(ANN, "Question " + i + "?");
        }
        started(BOB, "Mine?");
        assertThat(conversations.sweep(Instant.EPOCH, 3)).isEqualTo(2);
        assertThat(conversations.list(ANN, null, 10)).hasSize(3);
        assertThat(conversations.list(BOB, null, 10)).hasSize(1);
        assertThat(conversations.sweep(Instant.now().plus(Duration.ofMinutes(1)), 3))
                .isEqualTo(4);
        assertThat(conversations.cited(ANN, "doc", HASH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; DROP TABLE turn; --", "%s%n\\u0000 {}", "👨\u200D👩 مرحبا \u202E", "\"quoted\" and\nbroken"})
    void hostileTextsComeBackAsTheyWere(String text) {
        Answer answer = answer(text, false);
        Conversation conversation = conversations.begin(ANN, UUID.randomUUID().toString(), answer, Map.of());
        conversations.rename(ANN, conversation.id(), text);
        assertThat(conversations.turns(ANN, conversation.id()).getFirst().answer())
                .isEqualTo(answer);
        assertThat(conversations.find(ANN, conversation.id()).map(Conversation::title))
                .contains(text);
    }

    @Test
    void fiftyConversationsAtOnceAreNotMixed() throws Exception {
        int turns = 20;
        List<Future<String>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    Answer last = answer("Question 0 of " + number, true);
                    Conversation conversation =
                            conversations.begin(ANN, UUID.randomUUID().toString(), last, CITED);
                    for (int turn = 1; turn < turns; turn++) {
                        Answer next = answer("Question " + turn + " of " + number, turn % 2 == 0);
                        Optional<Turn> kept = conversations.append(ANN, conversation.id(), last.id(), next, CITED);
                        assertThat(kept.orElseThrow().number()).isEqualTo(turn + 1);
                        last = next;
                    }
                    return conversation.id();
                }));
            }
        }
        for (int i = 0; i < 50; i++) {
            List<Turn> kept = conversations.turns(ANN, futures.get(i).get());
            assertThat(kept).hasSize(turns);
            for (int turn = 0; turn < turns; turn++) {
                assertThat(kept.get(turn).answer().question()).isEqualTo("Question " + turn + " of " + i);
                assertThat(kept.get(turn).number()).isEqualTo(turn + 1);
            }
        }
    }

    @Test
    void simultaneousTurnsOfOneConversationAreOrdered() throws Exception {
        Conversation conversation = started(ANN, "When?");
        List<Future<Optional<Turn>>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                int number = i;
                futures.add(threads.submit(() -> conversations.append(
                        ANN, conversation.id(), null, answer("Question " + number, false), Map.of())));
            }
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<Optional<Turn>> future : futures) {
            numbers.add(future.get().orElseThrow().number());
        }
        assertThat(numbers).doesNotHaveDuplicates().allMatch(number -> number >= 2 && number <= 21);
    }
}
