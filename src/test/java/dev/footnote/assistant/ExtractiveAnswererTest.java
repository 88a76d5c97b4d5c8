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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveAnswererTest {

    private static final String MILL = "The mill was built in 1838. Wind drove the mill. Floods closed the mill.";
    private static final double SURE = 20;
    private static final double UNSURE = -20;

    private final ExtractiveAnswerer answerer =
            new ExtractiveAnswerer(new AnswerConfiguration(0.3, 3, 2, Duration.ofSeconds(30)));

    @Test
    void aQuestionForADateHasAShortAnswerAndTheOneSentenceThatCarriesIt() {
        Draft draft = answer("When was the mill built?", read(MILL, SURE, "1838", "Floods"));
        assertThat(draft.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(draft.shortAnswer()).isEqualTo("1838");
        assertThat(texts(draft)).containsExactly("The mill was built in 1838.");
        assertThat(draft.nearest()).isEmpty();
    }

    @Test
    void aQuestionForAReasonHasSentencesAndNoShortAnswerInReadingOrder() {
        Draft draft = answer("Why did the mill close?", read(MILL, SURE, "Floods", "Wind drove"));
        assertThat(draft.shortAnswer()).isNull();
        assertThat(texts(draft)).containsExactly("Wind drove the mill.", "Floods closed the mill.");
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
                "Why did it close?",
                read("One came. Two came. Three came. Four came.", SURE, "One", "Two", "Three", "Four"));
        assertThat(texts(draft)).containsExactly("One came.", "Two came.", "Three came.");
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
        ExtractiveAnswerer brief = new ExtractiveAnswerer(new AnswerConfiguration(0.3, 1, 2, Duration.ofSeconds(30)));
        Candidate candidate = read("Ann built the mill. She sold it in 1994.", SURE, "1994");
        QuestionAnalysis question = QuestionAnalysis.of(new Question("When was the mill sold?"));
        assertThat(texts(brief.answer(question, text -> 0.5, List.of(candidate))))
                .containsExactly("She sold it in 1994.");
        assertThat(texts(answer("When was the mill sold?", candidate)))
                .containsExactly("Ann built the mill.", "She sold it in 1994.");
    }

    @Test
    void aSpanOverRowsOfATableAnswersWithTheRowThatHoldsMostOfIt() {
        String table = "Heron | double scull | 2016 | 2\nDipper | single scull | 2019 | 1\n";
        Draft draft = answer("How many seats does it have?", read(table, SURE, "| 2016 | 2\nDipper"));
        assertThat(texts(draft)).containsExactly("Heron | double scull | 2016 | 2");
        assertThat(draft.shortAnswer()).isEqualTo("| 2016 | 2");
    }

    private Draft answer(String question, Candidate... candidates) {
        return answerer.answer(QuestionAnalysis.of(new Question(question)), text -> 0.5, List.of(candidates));
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
