package dev.footnote.inference;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * Which local models run, and how: {@code footnote}.
 *
 * @param models the folder that holds the models' folders
 * @param encoder the name of the encoder's folder
 * @param reader the name of the reader's folder
 * @param modelThreads how many model runs go on at once; 0: as many as there are processors
 * @param modelQueue how many runs of each kind may wait, 1 to 1,000,000
 */
@ConfigurationProperties("footnote")
public record InferenceConfiguration(
        @Bindable(defaultValue = "models") String models,
        @Bindable(defaultValue = "bge-small-en-v1.5") String encoder,
        @Bindable(defaultValue = "footnote-reader") String reader,
        @Bindable(defaultValue = "0") int modelThreads,
        @Bindable(defaultValue = "1024") int modelQueue) {

    private static final int MOST_THREADS = 1024;
    private static final int LONGEST_QUEUE = 1_000_000;

    /** Checks the ranges. */
    public InferenceConfiguration {
        if (modelThreads < 0 || modelThreads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "footnote.model-threads must be from 0 to " + MOST_THREADS + ", got " + modelThreads);
        }
        if (modelQueue < 1 || modelQueue > LONGEST_QUEUE) {
            throw new IllegalArgumentException(
                    "footnote.model-queue must be from 1 to " + LONGEST_QUEUE + ", got " + modelQueue);
        }
    }

    int threads() {
        return modelThreads == 0 ? Runtime.getRuntime().availableProcessors() : modelThreads;
    }
}
