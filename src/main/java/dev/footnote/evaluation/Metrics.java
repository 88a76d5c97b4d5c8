package dev.footnote.evaluation;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The names of the figures, in the order of a report. */
final class Metrics {

    static final String BALANCED_ACCURACY = "balanced_accuracy";

    /** What is measured question by question. */
    static final List<String> OF_QUESTIONS = List.of(
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
            "refused_answerable",
            BALANCED_ACCURACY);

    /** What is measured of the whole run. */
    static final List<String> OF_RUN =
            List.of("latency_p50_ms", "latency_p95_ms", "latency_p99_ms", "questions_per_second");

    private static final Set<String> LESS_IS_BETTER = Set.of("refused_answerable", "cited_sentences_mean");

    private Metrics() {}

    static List<String> all() {
        return Stream.concat(OF_QUESTIONS.stream(), OF_RUN.stream()).toList();
    }

    static boolean moreIsBetter(String metric) {
        return !LESS_IS_BETTER.contains(metric);
    }
}
