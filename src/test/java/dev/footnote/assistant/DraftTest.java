package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DraftTest {

    private static final Document DOCUMENT = IndexFixtures.document("a.txt", "Ann came. Ben left.");
    private static final Evidence ANN = new Evidence(DOCUMENT, new Span(0, 9));
    private static final Evidence BEN = new Evidence(DOCUMENT, new Span(10, 19));
    private static final List<QuestionAnalysis> QUESTIONS = Stream.of("Who came?", "Who left?")
            .map(text -> QuestionAnalysis.of(new Question(text)))
            .toList();

    @Test
    void severalAnswersFollowEachOtherAndAreAsSureAsTheLeastSure() {
        Draft draft = Draft.joined(QUESTIONS, List.of(answered("Ann", 0.9, ANN), answered("Ben", 0.6, BEN)));
        assertThat(draft.status()).isEqualTo(AnswerStatus.ANSWERED);
        assertThat(draft.shortAnswer()).isEqualTo("Ann; Ben");
        assertThat(draft.confidence()).isEqualTo(0.6);
        assertThat(draft.sentences()).extracting(Draft.DraftSentence::text).containsExactly("Ann came.", "Ben left.");
        assertThat(draft.unanswered()).isEmpty();
    }

    @Test
    void whatHasNoAnswerIsNamedAndItsNearestPassagesAreOffered() {
        Draft draft = Draft.joined(QUESTIONS, List.of(answered("Ann", 0.9, ANN), Draft.notFound(0.1, List.of(BEN))));
        assertThat(draft.status()).isEqualTo(AnswerStatus.PARTIAL);
        assertThat(draft.shortAnswer()).isNull();
        assertThat(draft.confidence()).isEqualTo(0.9);
        assertThat(draft.unanswered()).containsExactly("Who left?");
        assertThat(draft.nearest()).containsExactly(BEN);
    }

    @Test
    void whereNothingIsAnsweredNothingIsSaid() {
        Draft draft = Draft.joined(
                QUESTIONS, List.of(Draft.notFound(0.1, List.of(BEN)), Draft.notFound(0.2, List.of(BEN, ANN))));
        assertThat(draft.status()).isEqualTo(AnswerStatus.NOT_FOUND);
        assertThat(draft.confidence()).isEqualTo(0.2);
        assertThat(draft.nearest()).containsExactly(BEN, ANN);
    }

    @Test
    void theSameSentenceIsSaidOnce() {
        Draft draft = Draft.joined(QUESTIONS, List.of(answered(null, 0.9, ANN), answered(null, 0.6, ANN)));
        assertThat(draft.sentences()).hasSize(1);
    }

    private static Draft answered(@Nullable String shortAnswer, double confidence, Evidence evidence) {
        return Draft.answered(
                shortAnswer, confidence, List.of(new Draft.DraftSentence(evidence.quote(), List.of(evidence), 1)));
    }
}
