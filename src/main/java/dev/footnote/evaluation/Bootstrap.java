package dev.footnote.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tells how far a mean could be another by the luck of the questions: percentile bootstrap (Efron 1979), 10,000 resamples by a fixed seed.
 * Given differences of two runs on the same questions, it is the paired bootstrap.
 */
final class Bootstrap {

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 17;

    private Bootstrap() {}

    /**
     * Returns the 95 % interval of the mean of the parts' means. Each part is resampled by itself.
     *
     * @param parts not empty, nor is any of them
     */
    static Interval interval(List<? extends Collection<Double>> parts) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[RESAMPLES];
        for (Collection<Double> part : parts) {
            double[] values = part.stream().mapToDouble(Double::doubleValue).toArray();
            for (int resample = 0; resample < RESAMPLES; resample++) {
                double sum = 0;
                for (int i = 0; i < values.length; i++) {
                    sum += values[random.nextInt(values.length)];
                }
                means[resample] += sum / values.length / parts.size();
            }
        }
        Arrays.sort(means);
        return new Interval(means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    static Interval interval(Measurements measurements, String metric) {
        return interval(measurements.parts(metric).stream().map(Map::values).toList());
    }
}
