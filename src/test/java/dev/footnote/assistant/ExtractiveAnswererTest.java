package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.inference.Reading;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Synonyms;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ExtractiveAnswererTest {

    private static final String MILL = "The mill was built in 1838. Wind drove the mill. Floods closed the mill.";
    private static final double SURE = 20;
    private static final double UNSURE = -20;

    private final ExtractiveAnswerer answerer = new ExtractiveAnswerer(
            new AnswerConfiguration(0.3, 3, 2, Duration.ofSeconds(30)), new SupportJudge(), Synonyms.NONE);

    @Test
    void aQuestionForADateHasAShortAnswerAndTheOneSentenceThatCarriesIt() {
        Draft draft = answer("When was the mill built?", read(MILL, SURE, "1838"));
        assertThat(draft.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(draft.shortAnswer()).isEqualTo("1838");
        assertThat(texts(draft)).containsExactly("The mill was built in 1838.");
        assertThat(draft.nearest()).isEmpty();
    }

    @Test
    void aQuestionForAReasonHasSentencesAndNoShortAnswerInReadingOrder() {
        Draft draft =
                answer(question("Why did the mill close?"), text -> 1, read(MILL, SURE, "Floods closed", "Wind drove"));
        assertThat(draft.shortAnswer()).isNull();
        assertThat(texts(draft)).endsWith("Wind drove the mill.", "Floods closed the mill.");
    }

    @Test
    void noSentenceIsSaidTwice() {
        Draft sameSentence = answer("Why did the mill close?", read(MILL, SURE, "Floods", "closed the mill"));
        assertThat(texts(sameSentence)).containsExactly("Floods closed the mill.");
        Draft sameWords = answer(
                "Why did the mill close?", read("a.txt", MILL, SURE, "Floods"), read("b.txt", MILL, SURE, "Floods"));
        assertThat(texts(sameWords)).containsExactly("Floods closed the mill.");
    }

    @Test
    void thereAreNoMoreSentencesThanConfigured() {
        Draft draft = answer(
                question("Why did it close?"),
                text -> 1,
                read("One came. Two came. Three came. Four came.", SURE, "One", "Two", "Three", "Four"));
        assertThat(texts(draft)).hasSize(3).startsWith("One came.");
    }

    @Test
    void belowTheThresholdNothingIsSaidAndTheNearestPassagesAreOffered() {
        Draft draft = answer(
                "When was the mill built?",
                read("a.txt", MILL, UNSURE, "1838"),
                read("b.txt", "Something else.", UNSURE, "else"),
                read("c.txt", "A third thing.", UNSURE, "third"));
        assertThat(draft.status()).isEqualTo(AnswerStatus.NOT_FOUND);
        assertThat(draft.shortAnswer()).isNull();
        assertThat(draft.sentences()).isEmpty();
        assertThat(draft.confidence()).isLessThan(0.3);
        assertThat(draft.nearest()).extracting(Evidence::quote).containsExactly(MILL, "Something else.");
    }

    @Test
    void withoutCandidatesOrReadingsThereIsNoAnswer() {
        assertThat(answer("When?").status()).isEqualTo(AnswerStatus.NOT_FOUND);
        Document document = IndexFixtures.document("a.txt", MILL);
        Candidate unread = new Candidate(Passage.of(document, new Span(0, MILL.length())), document, 1, 1, 0, null, 1);
        assertThat(answer("When?", unread).status()).isEqualTo(AnswerStatus.NOT_FOUND);
        assertThat(answer("When?", unread).confidence()).isZero();
    }

    @Test
    void aSentenceIsSaidWithSingleSpacesAndCitedAsItStands() {
        Draft draft = answer("When was the mill built?", read("The mill  was\tbuilt in 1838.", SURE, "1838"));
        assertThat(texts(draft)).containsExactly("The mill was built in 1838.");
        assertThat(draft.sentences().getFirst().evidence())
                .extracting(Evidence::quote)
                .containsExactly("The mill  was\tbuilt in 1838.");
    }

    @Test
    void aSentenceThatOnlyExplainsNeverTakesThePlaceOfTheAnswers() {
        ExtractiveAnswerer brief = new ExtractiveAnswerer(
                new AnswerConfiguration(0.3, 1, 2, Duration.ofSeconds(30)), new SupportJudge(), Synonyms.NONE);
        Candidate candidate = read("Ann built the mill. She sold it in 1994.", SURE, "1994");
        QuestionAnalysis question = QuestionAnalysis.of(new Question("When was the mill sold?"));
        assertThat(texts(brief.answer(question, text -> 0.5, List.of(candidate))))
                .containsExactly("She sold it in 1994.");
        assertThat(texts(answer("When was the mill sold?", candidate)))
                .containsExactly("Ann built the mill.", "She sold it in 1994.");
    }

    @Test
    void aRowOfATableIsSaidWithTheHeadsOfItsColumnsAndCitesBoth() {
        String table = "Boat | Kind | Seats\nHeron | double scull | 2\nDipper | single scull | 1\n";
        Draft draft = answer("How many seats does the Heron have?", read(table, SURE, "scull | 2"));
        assertThat(texts(draft)).containsExactly("Boat: Heron; Kind: double scull; Seats: 2");
        assertThat(draft.shortAnswer()).isEqualTo("2");
        assertThat(draft.sentences().getFirst().evidence())
                .extracting(Evidence::quote)
                .containsExactly("Boat | Kind | Seats", "Heron | double scull | 2");
        assertThat(draft.sentences().getFirst().support()).isGreaterThan(0.9);
    }

    @Test
    void aRowUnderWhatAreNoHeadsIsSaidAsItStands() {
        String table = "1990 | 4\nHeron | 2\nDipper | 1\n";
        Draft draft = answer("How many seats does the Heron have?", read(table, SURE, "| 2"));
        assertThat(texts(draft)).containsExactly("Heron | 2");
        assertThat(draft.shortAnswer()).isEqualTo("2");
    }

    @Test
    void anEnumerationAroundTheItemThatWasReadIsTheShortAnswer() {
        Draft draft = answer(
                "Which countries signed the treaty?",
                read(
                        "The treaty was signed by Australia, New Zealand and the United States in 1951.",
                        SURE,
                        "New Zealand"));
        assertThat(draft.shortAnswer()).isEqualTo("Australia, New Zealand and the United States");
    }

    @Test
    void aListInTheTextIsAnsweredWithItsAnnouncementAndEveryItem() {
        String list = "You need these tools:\n- a hammer\n- a saw\n- a plane\n\nThen begin.";
        Draft draft = answer("What are the tools I need?", read(list, SURE, "a saw"));
        assertThat(texts(draft)).containsExactly("You need these tools:", "a hammer", "a saw", "a plane");
        assertThat(draft.sentences())
                .allSatisfy(sentence -> assertThat(sentence.support()).isGreaterThan(0.7));
    }

    @Test
    void itemsFromSeveralSentencesAreAssembled() {
        String text = "Heron won the race in 2016. Dipper won the race in 2019.";
        Draft draft = answer("List the boats that won the race.", read(text, SURE, "Heron", "Dipper"));
        assertThat(draft.shortAnswer()).isEqualTo("Heron; Dipper");
        assertThat(texts(draft)).containsExactly("Heron won the race in 2016.", "Dipper won the race in 2019.");
    }

    @Test
    void yesAndNoAreSaidOnlyWhereTheSentenceSaysSo() {
        assertThat(verdict("Was the mill sold in 1994?", "The mill was sold in 1994."))
                .startsWith("Yes — The mill");
        assertThat(verdict("Was the mill sold in 1994?", "The mill was not sold in 1994."))
                .startsWith("No — The mill");
        assertThat(verdict("Did the mill close before the war?", "The mill did close after the war."))
                .startsWith("No — ");
        // What may be, what half of the words say, and another year than asked for, is neither
        assertThat(verdict("Was the mill sold in 1994?", "The mill may be sold in 1994."))
                .startsWith("The mill");
        assertThat(verdict("Was the mill sold in 1994?", "The mill was sold in 1995."))
                .startsWith("The mill");
        assertThat(answer("Was the mill sold in 1994?", read("The mill was sold in 1994.", SURE, "sold"))
                        .shortAnswer())
                .isNull();
    }

    private String verdict(String question, String sentence) {
        return texts(answer(question(question), text -> 1, read(sentence, SURE, "mill")))
                .getFirst();
    }

    @Test
    void aComparisonHasASentenceAboutEachAndAPartWhereOneIsMissing() {
        String text = "The heron is a double scull. The dipper is a single scull.";
        String question = "What is the difference between the heron and the dipper?";
        Draft both = answer(question, read(text, SURE, "double scull", "single scull"));
        assertThat(both.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(texts(both)).containsExactly("The heron is a double scull.", "The dipper is a single scull.");
        Draft one = answer(question, read("The heron is a double scull.", SURE, "double scull"));
        assertThat(one.status()).isEqualTo(AnswerStatus.PARTIAL);
        assertThat(one.unanswered()).containsExactly("dipper");
    }

    @Test
    void documentsThatDisagreeAreEachHeard() {
        Draft draft = answer(
                "When was the mill built?",
                read("a.txt", "The mill was built in 1838.", SURE, "1838"),
                read("b.txt", "The mill was built in 1841.", SURE - 1, "1841"),
                read("c.txt", "The mill was built in 1838, they say.", SURE - 2, "1838"));
        assertThat(draft.shortAnswer()).isEqualTo("1838");
        assertThat(draft.alternatives())
                .extracting(Draft.DraftAlternative::shortAnswer)
                .containsExactly("1838", "1841");
        assertThat(texts(draft))
                .containsExactly(
                        "According to “Paper a txt”: The mill was built in 1838.",
                        "According to “Paper b txt”: The mill was built in 1841.");
    }

    @Test
    void aSentenceThatDefinesIsFoundWhereTheReaderOverlooksIt() {
        String text = "Many sailed in it. ANZUS is a treaty of three states. Few liked ANZUS.";
        Draft draft = answer("What is ANZUS?", read(text, 0, "Many"));
        assertThat(texts(draft)).contains("ANZUS is a treaty of three states.");
    }

    private Draft answer(String question, Candidate... candidates) {
        return answer(question(question), text -> 0.5, candidates);
    }

    private Draft answer(QuestionAnalysis question, ToDoubleFunction<String> coverage, Candidate... candidates) {
        return answerer.answer(question, coverage, List.of(candidates));
    }

    private static QuestionAnalysis question(String text) {
        return QuestionAnalysis.of(new Question(text));
    }

    private static Candidate read(String text, double answerScore, String... answers) {
        return read("a.txt", text, answerScore, answers);
    }

    /** The first answer is the likeliest, but not by much. */
    private static Candidate read(String path, String text, double answerScore, String... answers) {
        Document document = IndexFixtures.document(path, text);
        List<AnswerSpan> spans = Arrays.stream(answers)
                .map(answer -> {
                    int start = text.indexOf(answer);
                    double rank = Arrays.asList(answers).indexOf(answer);
                    return new AnswerSpan(start, start + answer.length(), answerScore - rank / 100, 0);
                })
                .toList();
        return new Candidate(
                Passage.of(document, new Span(0, text.length())), document, 1, 1, 0, new Reading(0, spans), 1);
    }

    private static List<String> texts(Draft draft) {
        return draft.sentences().stream().map(Draft.DraftSentence::text).toList();
    }
}
