package dev.footnote.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was measured of each question, by metric: the means are the report's figures, the single values are for comparing two runs. */
final class Measurements {

    private final Map<String, Map<String, Double>> values = new LinkedHashMap<>();

    /** @param question the question's id */
    synchronized void add(String metric, String question, double value) {
        values.computeIfAbsent(metric, name -> new TreeMap<>()).put(question, value);
    }

    /** Returns the values of each metric by question id. */
    Map<String, Map<String, Double>> values() {
        return values;
    }

    /** Returns the mean of a metric over the questions it was measured on; not a number where there were none. */
    double mean(String metric) {
        return values.getOrDefault(metric, Map.of()).values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
