package dev.footnote.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of one evaluation. */
public final class EvaluationReport {

    private static final List<String> METRICS = List.of(
            "ndcg@5",
            "ndcg@10",
            "recall@1",
            "recall@5",
            "recall@10",
            "mrr@10",
            "exact_match",
            "f1",
            "answer_in_citation",
            "answer_in_first_citation",
            "cited_sentences_mean",
            "citation_precision",
            "citation_recall",
            "refused_unanswerable",
            "refused_answerable");

    private final String name;
    private final Measurements measurements;
    private final Latencies latencies;

    EvaluationReport(String name, Measurements measurements, Latencies latencies) {
        this.name = name;
        this.measurements = measurements;
        this.latencies = latencies;
    }

    /** Returns the name of the folder. */
    public String name() {
        return name;
    }

    /** Returns the figures by their names, in a fixed order; what could not be measured is left out. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        METRICS.forEach(metric -> put(figures, metric, measurements.mean(metric)));
        put(
                figures,
                "balanced_accuracy",
                (1 - measurements.mean("refused_answerable") + measurements.mean("refused_unanswerable")) / 2);
        put(figures, "latency_p50_ms", latencies.percentile(50));
        put(figures, "latency_p95_ms", latencies.percentile(95));
        put(figures, "latency_p99_ms", latencies.percentile(99));
        put(figures, "questions_per_second", latencies.perSecond());
        return figures;
    }

    /** Returns the value of each metric for each question, by metric and question id. */
    public Map<String, Map<String, Double>> values() {
        return measurements.values();
    }

    private static void put(Map<String, Double> figures, String name, double value) {
        if (!Double.isNaN(value)) {
            figures.put(name, value);
        }
    }
}
