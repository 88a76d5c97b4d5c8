package dev.footnote.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {

    private static final String HOSTILE = "<script>alert('1')</script>\" onload=\"x";

    private final Measurements measurements = new Measurements();

    @Test
    void figuresAreFlatWithCountsAndSettings() {
        Map<String, Object> figures = report().figures();

        assertThat(figures)
                .containsEntry("recall@1", 0.0)
                .containsEntry("queries", 1)
                .containsEntry("questions_answerable", 2)
                .containsEntry("questions_unanswerable", 1)
                .containsEntry("settings.retrieval.vector-weight", "0.5")
                .doesNotContainKeys("latency_p50_ms", "confidence");
    }

    @Test
    void fewQuestionsHaveAnIntervalAndManyNone() {
        EvaluationReport report = report();
        assertThat(report.interval("f1"))
                .hasValueSatisfying(interval -> assertThat(interval.high()).isGreaterThanOrEqualTo(interval.low()));
        assertThat(report.interval("citation_recall")).isEmpty();
        for (int i = 0; i < 100; i++) {
            measurements.add("f1", "more" + i, 1);
        }
        assertThat(report.interval("f1")).isEmpty();
    }

    @Test
    void aRunFileHasSixColumnsWhateverTheIds() {
        assertThat(report().run()).isEqualTo("""
                        What_is_it? Q0 a_file.txt 1 0.900000000 footnote
                        What_is_it? Q0 b.txt 2 0.500000000 footnote
                        """);
    }

    @Test
    void thePageNeedsNothingElseAndEscapesEverything() {
        String page = report().html();
        Element body = Jsoup.parse(page).body();

        assertThat(body.select("script, link, img, iframe, object, [src], [href]"))
                .isEmpty();
        assertThat(page).doesNotContain("http://", "https://", "<script");
        assertThat(body.getAllElements().stream().flatMap(each -> each.attributes().asList().stream()))
                .noneMatch(attribute -> attribute.getKey().startsWith("on"));
        assertThat(body.select("h1").text()).isEqualTo(HOSTILE);
        assertThat(body.select("svg")).hasSize(3);
        assertThat(body.text()).contains(HOSTILE, "b.txt (place 2)", "settings.retrieval.vector-weight");
    }

    @Test
    void curvesFollowTheAnswers() {
        EvaluationReport report = report();

        assertThat(Curves.recall(report.rankings()))
                .extracting(SvgPlot.Point::y)
                .startsWith(0.0, 1.0, 1.0);
        assertThat(Curves.refused(report.answers(), true).getFirst().y()).isZero();
        assertThat(Curves.refused(report.answers(), true).getLast().y()).isEqualTo(1);
        // The surest answer is wrong, the next right, the unanswerable one wrong; nothing is refused
        assertThat(Curves.risk(report.answers(), measurements.of("answer_in_citation")))
                .satisfiesExactly(
                        point -> assertThat(point.y()).isEqualTo(1),
                        point -> assertThat(point.y()).isEqualTo(0.5),
                        point -> {
                            assertThat(point.y()).isCloseTo(2 / 3.0, within(1e-9));
                            assertThat(point.x()).isEqualTo(1);
                        });
    }

    private EvaluationReport report() {
        RankedQuery query = new RankedQuery(
                "What is it?",
                HOSTILE,
                List.of(new RankedDocument("a file.txt", 0.9), new RankedDocument("b.txt", 0.5)),
                Map.of("b.txt", 1));
        RetrievalEvaluation.measure(measurements, query);
        List<AnsweredQuestion> answers = List.of(
                answered("wrong", List.of("six"), 0.9, HOSTILE),
                answered("right", List.of("seven"), 0.8, "seven"),
                answered("unanswerable", List.of(), 0.4, "eight"));
        return new EvaluationReport(
                HOSTILE,
                Map.of("settings.retrieval.vector-weight", "0.5"),
                measurements,
                new Latencies(),
                List.of(query),
                answers);
    }

    private AnsweredQuestion answered(String id, List<String> expected, double confidence, String quote) {
        BenchmarkQuestion question = new BenchmarkQuestion(id, id, List.of(), expected, List.of(), "");
        AnsweredQuestion answered = new AnsweredQuestion(
                id,
                question.answerable(),
                expected,
                Answers.citing(null, confidence, Answers.citation(1, "d", 0, quote)));
        AnswerEvaluation.measure(measurements, question, answered.answer());
        return answered;
    }
}
