package dev.footnote.evaluation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of one evaluation, and what they were made of. */
public final class EvaluationReport {

    /** With fewer questions of a kind than this, a figure is shown with its interval. */
    private static final int MANY = 100;

    private final String name;
    private final Map<String, String> settings;
    private final Measurements measurements;
    private final Latencies latencies;
    private final List<RankedQuery> rankings;
    private final List<AnsweredQuestion> answers;

    EvaluationReport(
            String name,
            Map<String, String> settings,
            Measurements measurements,
            Latencies latencies,
            List<RankedQuery> rankings,
            List<AnsweredQuestion> answers) {
        this.name = name;
        this.settings = settings;
        this.measurements = measurements;
        this.latencies = latencies;
        this.rankings = List.copyOf(rankings);
        this.answers = List.copyOf(answers);
    }

    /** Returns the name of the folder, or of the file of questions. */
    public String name() {
        return name;
    }

    /** Returns the measured figures by their names, in a fixed order; what could not be measured is left out. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        Metrics.OF_QUESTIONS.forEach(metric -> put(metrics, metric, measurements.mean(metric)));
        put(metrics, "latency_p50_ms", latencies.percentile(50));
        put(metrics, "latency_p95_ms", latencies.percentile(95));
        put(metrics, "latency_p99_ms", latencies.percentile(99));
        put(metrics, "questions_per_second", latencies.perSecond());
        return metrics;
    }

    /** Returns how many questions of each kind there were. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("queries", rankings.size());
        counts.put("questions_answerable", measurements.count("refused_answerable"));
        counts.put("questions_unanswerable", measurements.count("refused_unanswerable"));
        return counts;
    }

    /** Returns the settings that made the figures, by flat keys that begin with {@code settings.}. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Returns everything by flat keys: the metrics, the counts, the settings. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>(metrics());
        figures.putAll(counts());
        figures.putAll(settings);
        return figures;
    }

    /** Returns how many questions a metric was measured on, those of the smaller kind where it is measured on two; 0 for a latency. */
    public int count(String metric) {
        return measurements.count(metric);
    }

    /** Returns the 95 % interval of a figure that was measured on so few questions that it needs one. */
    public Optional<Interval> interval(String metric) {
        int count = count(metric);
        return count == 0 || count >= MANY ? Optional.empty() : Optional.of(Bootstrap.interval(measurements, metric));
    }

    /** Returns the value of each metric for each question, by metric and question id. */
    public Map<String, Map<String, Double>> values() {
        return measurements.values();
    }

    /**
     * Compares with an earlier run over the same questions.
     *
     * @param baseline a file with what that run's {@link #values} were, as JSON
     * @throws BenchmarkException if the file cannot be read, or the runs have no question in common
     */
    public List<Comparison> comparedWith(Path baseline) {
        return Comparison.with(baseline, measurements);
    }

    /** Returns the rankings as a TREC run file. */
    public String run() {
        return TrecRun.of(rankings);
    }

    /** Returns everything as one self-contained HTML page. */
    public String html() {
        return new HtmlReport(this).page();
    }

    Measurements measurements() {
        return measurements;
    }

    List<RankedQuery> rankings() {
        return rankings;
    }

    List<AnsweredQuestion> answers() {
        return answers;
    }

    private static void put(Map<String, Double> figures, String name, double value) {
        if (!Double.isNaN(value)) {
            figures.put(name, value);
        }
    }
}
