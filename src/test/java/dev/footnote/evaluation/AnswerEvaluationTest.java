package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.answer.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerEvaluationTest {

    private final Measurements measurements = new Measurements();

    @Test
    void aRefusalOfAnAnswerableQuestionIsZeroInEveryRateAndAbsentFromPrecision() {
        measure(List.of("six"), List.of("It sent six frigates."), Answers.refusal(0.1));

        assertThat(measurements.mean("refused_answerable")).isEqualTo(1);
        assertThat(measurements.mean("exact_match")).isZero();
        assertThat(measurements.mean("f1")).isZero();
        assertThat(measurements.mean("answer_in_citation")).isZero();
        assertThat(measurements.mean("answer_in_first_citation")).isZero();
        assertThat(measurements.mean("citation_recall")).isZero();
        assertThat(measurements.mean("citation_precision")).isNaN();
        assertThat(measurements.mean("cited_sentences_mean")).isNaN();
        assertThat(measurements.mean("confidence")).isEqualTo(0.1);
    }

    @Test
    void anUnanswerableQuestionIsMeasuredByRefusalAlone() {
        measure(List.of(), List.of(), Answers.citing("six", 0.9, Answers.citation(1, "d", 0, "It sent six.")));

        assertThat(measurements.values()).containsOnlyKeys("confidence", "refused_unanswerable");
        assertThat(measurements.mean("refused_unanswerable")).isZero();
    }

    @Test
    void withoutAShortAnswerTheSentencesStandInWithoutTheirFootnoteMarks() {
        measure(
                List.of("It sent six."),
                List.of(),
                Answers.citing(null, 0.9, Answers.citation(1, "d", 0, "It sent six.")));

        assertThat(measurements.mean("exact_match")).isEqualTo(1);
        assertThat(measurements.mean("f1")).isEqualTo(1);
    }

    @Test
    void anAnswerMayReachAcrossCitationsThatTouchButNotAcrossOthers() {
        Answer touching = Answers.citing(
                "x",
                0.9,
                Answers.citation(1, "d", 21, "York followed."),
                Answers.citation(2, "d", 0, "They moved to (New)."));
        Answer apart = Answers.citing(
                "x",
                0.9,
                Answers.citation(1, "d", 60, "York followed."),
                Answers.citation(2, "d", 0, "They moved to (New)."));

        measure(List.of("New York"), List.of(), touching);
        assertThat(measurements.mean("answer_in_citation")).isEqualTo(1);
        assertThat(measurements.mean("answer_in_first_citation")).isZero();

        measure(List.of("New York"), List.of(), apart);
        assertThat(measurements.mean("answer_in_citation")).isZero();
    }

    @Test
    void citationsAreHeldAgainstGoldSentencesByMoreThanHalfOfTheirWords() {
        List<String> gold = List.of("Cats sleep most days.", "Dogs bark.", "Birds sing.");
        Answer answer = Answers.citing(
                "x",
                0.9,
                Answers.citation(1, "d", 0, "Cats sleep most of it."),
                Answers.citation(2, "d", 90, "Dogs run."),
                Answers.citation(3, "e", 0, "Birds sing, fish do not."));

        measure(List.of("x"), gold, answer);

        assertThat(measurements.mean("citation_precision")).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(measurements.mean("citation_recall")).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(measurements.mean("cited_sentences_mean")).isEqualTo(3);
    }

    @Test
    void balancedAccuracyIsTheMeanOfBothKindsHoweverManyThereAre() {
        AnswerEvaluation.measureRefusal(measurements, "1", true, Answers.refusal(0));
        AnswerEvaluation.measureRefusal(
                measurements, "2", true, Answers.citing("x", 0.9, Answers.citation(1, "d", 0, "x")));
        AnswerEvaluation.measureRefusal(measurements, "3", false, Answers.refusal(0));

        assertThat(measurements.mean("balanced_accuracy")).isCloseTo(0.75, within(1e-9));
    }

    private void measure(List<String> answers, List<String> evidence, Answer answer) {
        AnswerEvaluation.measure(
                measurements, new BenchmarkQuestion("q", "What?", List.of(), answers, evidence, ""), answer);
    }
}
