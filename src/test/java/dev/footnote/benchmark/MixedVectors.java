package dev.footnote.benchmark;

import dev.footnote.Deadline;
import dev.footnote.inference.Encoder;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for encoding a great many passages: a passage that is in a cache of vectors has its own; any other has a mix of two real
 * vectors with a little noise, the same for the same text.
 */
final class MixedVectors implements Encoder {

    /** Standard deviation of what is added to each component, which itself is about 0.05. */
    private static final double NOISE = 0.01;

    private final Encoder encoder;
    private final CachedVectors cached;
    private final AtomicInteger real = new AtomicInteger();
    private final AtomicInteger mixed = new AtomicInteger();

    MixedVectors(Encoder encoder, CachedVectors cached) {
        this.encoder = encoder;
        this.cached = cached;
    }

    /** Returns how many passages had their own vector. */
    int real() {
        return real.get();
    }

    /** Returns how many passages had a mix. */
    int mixed() {
        return mixed.get();
    }

    @Override
    public String id() {
        return encoder.id();
    }

    @Override
    public String hash() {
        return encoder.hash();
    }

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public float[] encodeQuery(String query, Deadline deadline) {
        return encoder.encodeQuery(query, deadline);
    }

    @Override
    public float[] encodePassage(String text, Deadline deadline) {
        float[] own = cached.of(text);
        if (own != null) {
            real.incrementAndGet();
            return own;
        }
        mixed.incrementAndGet();
        return mix(new SplittableRandom(text.hashCode() * 31L + text.length()));
    }

    private float[] mix(SplittableRandom random) {
        List<float[]> all = cached.all();
        float[] left = all.get(random.nextInt(all.size()));
        float[] right = all.get(random.nextInt(all.size()));
        double share = random.nextDouble();
        double[] sum = new double[left.length];
        double square = 0;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = share * left[i] + (1 - share) * right[i] + NOISE * random.nextGaussian();
            square += sum[i] * sum[i];
        }
        float[] unit = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            unit[i] = (float) (sum[i] / Math.sqrt(square));
        }
        return unit;
    }

    @Override
    public void close() {
        // The encoder is the caller's
    }
}
