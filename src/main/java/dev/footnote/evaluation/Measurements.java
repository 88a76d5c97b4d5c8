package dev.footnote.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was measured of each question, by metric: the means are the report's figures, the single values are for comparing two runs. */
final class Measurements {

    private final Map<String, Map<String, Double>> values = new LinkedHashMap<>();

    /**
     * Reads the values of an earlier run, as {@link #values} gave them.
     *
     * @throws BenchmarkException if the file does not hold such values
     */
    static Measurements read(Path file) {
        try {
            Map<String, @Nullable Map<String, @Nullable Double>> read =
                    new ObjectMapper().readValue(file.toFile(), new TypeReference<>() {});
            Measurements measurements = new Measurements();
            read.forEach((metric, byQuestion) -> {
                if (byQuestion == null) {
                    throw new BenchmarkException(file + ", field " + metric + ": expected an object, found null");
                }
                byQuestion.forEach((question, value) -> {
                    if (value == null) {
                        throw new BenchmarkException(
                                file + ", field " + metric + "." + question + ": expected a number, found null");
                    }
                    measurements.add(metric, question, value);
                });
            });
            return measurements;
        } catch (IOException e) {
            throw new BenchmarkException(
                    file + " must be what --details has written, values by metric and question, but: " + e.getMessage(),
                    e);
        }
    }

    /** @param question the question's id */
    void add(String metric, String question, double value) {
        values.computeIfAbsent(metric, name -> new TreeMap<>()).put(question, value);
    }

    /** Returns the values of each metric by question id. */
    Map<String, Map<String, Double>> values() {
        return values;
    }

    /** Returns the values of a metric by question id; empty where it was not measured. */
    Map<String, Double> of(String metric) {
        return values.getOrDefault(metric, Map.of());
    }

    /** Returns the kinds of questions that a figure is the mean over: one, but for {@code balanced_accuracy}, where each counts half. */
    List<Map<String, Double>> parts(String metric) {
        if (!metric.equals(Metrics.BALANCED_ACCURACY)) {
            return List.of(of(metric));
        }
        Map<String, Double> answered = new TreeMap<>();
        of("refused_answerable").forEach((question, refused) -> answered.put(question, 1 - refused));
        return List.of(answered, of("refused_unanswerable"));
    }

    /** Returns the figure of a metric: the mean over its questions; not a number where there were none. */
    double mean(String metric) {
        return parts(metric).stream()
                .mapToDouble(part -> part.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    /** Returns how many questions the smallest kind has that a figure is the mean over. */
    int count(String metric) {
        return parts(metric).stream().mapToInt(Map::size).min().orElse(0);
    }
}
