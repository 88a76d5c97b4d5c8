package dev.footnote.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares a metric of this run with that of an earlier one, over the questions that both have a value for.
 *
 * @param metric the metric
 * @param questions how many questions both runs have a value for
 * @param difference the mean of this run's value less the earlier run's
 * @param interval where the difference may lie
 * @param verdict {@code better}, {@code worse} or, where the interval holds 0, {@code no difference}
 */
public record Comparison(String metric, int questions, double difference, Interval interval, String verdict) {

    /**
     * Compares all metrics with those of an earlier run.
     *
     * @param baseline what {@code --details} has written
     * @throws BenchmarkException if the file cannot be read, or the runs have no question in common
     */
    static List<Comparison> with(Path baseline, Measurements current) {
        Measurements before = Measurements.read(baseline);
        List<Comparison> comparisons = new ArrayList<>();
        for (String metric : Metrics.OF_QUESTIONS) {
            List<Map<String, Double>> ours = current.parts(metric);
            List<Map<String, Double>> theirs = before.parts(metric);
            List<Map<String, Double>> differences = new ArrayList<>();
            for (int part = 0; part < ours.size(); part++) {
                differences.add(differences(ours.get(part), theirs.get(part)));
            }
            if (differences.stream().noneMatch(Map::isEmpty)) {
                comparisons.add(of(metric, differences));
            }
        }
        if (comparisons.isEmpty()) {
            throw new BenchmarkException(
                    baseline + " must be of a run over the same questions, but no question has a value in both runs.");
        }
        return comparisons;
    }

    private static Map<String, Double> differences(Map<String, Double> ours, Map<String, Double> theirs) {
        Map<String, Double> differences = new TreeMap<>();
        ours.forEach((question, value) -> {
            if (theirs.containsKey(question)) {
                differences.put(question, value - Objects.requireNonNull(theirs.get(question)));
            }
        });
        return differences;
    }

    private static Comparison of(String metric, List<Map<String, Double>> differences) {
        Interval interval =
                Bootstrap.interval(differences.stream().map(Map::values).toList());
        double mean = differences.stream()
                .mapToDouble(part -> part.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
        int questions = differences.stream().mapToInt(Map::size).sum();
        return new Comparison(metric, questions, mean, interval, verdict(metric, interval));
    }

    private static String verdict(String metric, Interval interval) {
        if (interval.low() <= 0 && interval.high() >= 0) {
            return "no difference";
        }
        return interval.low() > 0 == Metrics.moreIsBetter(metric) ? "better" : "worse";
    }
}
