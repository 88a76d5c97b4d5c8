package dev.footnote.inference;

/** How the vectors of a text's tokens become the text's one vector. */
public enum Pooling {
    /** The vector of the first token, {@code [CLS]}. */
    CLS,
    /** The mean of all tokens' vectors. */
    MEAN,
    /** The model has an output for it: one vector a text. */
    NONE;

    /**
     * Returns the vector of a text, not normalised.
     *
     * @param values the model's output, token after token, {@code dimension} values each; for {@link #NONE} one such group
     * @param dimension the components of a vector
     */
    float[] pool(float[] values, int dimension) {
        float[] pooled = new float[dimension];
        if (this != MEAN) {
            System.arraycopy(values, 0, pooled, 0, dimension);
            return pooled;
        }
        int tokens = values.length / dimension;
        for (int component = 0; component < dimension; component++) {
            double sum = 0;
            for (int token = 0; token < tokens; token++) {
                sum += values[token * dimension + component];
            }
            pooled[component] = (float) (sum / tokens);
        }
        return pooled;
    }
}
