package dev.footnote.evaluation;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a figure must be, such as {@code answer_in_citation>=0.9}.
 *
 * @param metric the figure's name
 * @param operator {@code >=}, {@code <=}, {@code >} or {@code <}
 * @param bound what it is compared with
 */
public record Requirement(String metric, String operator, double bound) {

    private static final Pattern FORM =
            Pattern.compile("\\s*([a-z0-9_@]+)\\s*(>=|<=|>|<)\\s*(-?\\d{1,9}(?:\\.\\d{1,12})?)\\s*");

    /**
     * Reads a requirement.
     *
     * @throws BenchmarkException if it has another form or there is no such figure; the message names what there is
     */
    public static Requirement parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BenchmarkException("A requirement must be a figure's name, one of >=, <=, > and <, and a number,"
                    + " such as answer_in_citation>=0.9, but it is: " + text);
        }
        List<String> known = Metrics.all();
        if (!known.contains(matcher.group(1))) {
            throw new BenchmarkException(
                    "There is no figure '" + matcher.group(1) + "'. There are: " + String.join(", ", known));
        }
        return new Requirement(matcher.group(1), matcher.group(2), Double.parseDouble(matcher.group(3)));
    }

    /** Tells whether a report meets it; a figure that could not be measured does not. */
    public boolean metBy(EvaluationReport report) {
        return metBy(report.metrics());
    }

    boolean metBy(Map<String, Double> metrics) {
        double value = metrics.getOrDefault(metric, Double.NaN);
        return switch (operator) {
            case ">=" -> value >= bound;
            case "<=" -> value <= bound;
            case ">" -> value > bound;
            default -> value < bound;
        };
    }

    @Override
    public String toString() {
        return metric + operator + bound;
    }
}
