package dev.footnote.inference;

import dev.footnote.Deadline;
import dev.footnote.inference.ModelDescription.EncoderSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** An {@link Encoder} that runs a BERT-style model, each text in a run of its own. */
public final class BertEncoder implements Encoder {

    /** {@code [CLS]} and {@code [SEP]}. */
    private static final int SPECIAL_TOKENS = 2;

    private static final int RANK_OF_TOKENS = 3;
    private static final int RANK_OF_TEXTS = 2;

    private final ModelDescription description;
    private final EncoderSettings settings;
    private final BertTokenizer tokenizer;
    private final OnnxModel model;
    private final InferenceQueue queue;
    private final String output;

    private BertEncoder(ModelDescription description, BertTokenizer tokenizer, OnnxModel model, InferenceQueue queue) {
        this.description = description;
        this.settings = description.encoderSettings();
        this.tokenizer = tokenizer;
        this.model = model;
        this.queue = queue;
        OnnxSignature signature = model.signature();
        this.output = settings.pooling() == Pooling.NONE
                ? signature.outputOfRank(RANK_OF_TEXTS, "[batch, dimension] (pooling: none)")
                : signature.outputOfRank(RANK_OF_TOKENS, "[batch, tokens, dimension] (pooling: cls or mean)");
    }

    /**
     * Loads an encoder and runs it once, on the longest input, so that what does not fit shows now.
     *
     * @param folder a folder with a {@code model.yml} and the files it names
     * @param queue where the encoder's runs wait; it is not closed with the encoder, and is to be closed before it
     * @throws ModelException if anything is not as the description says
     */
    public static Encoder open(Path folder, InferenceQueue queue) {
        ModelDescription description = ModelDescription.load(folder);
        description.encoderSettings();
        return ModelOpening.open(description, (tokenizer, model) -> {
            BertEncoder encoder = new BertEncoder(description, tokenizer, model, queue);
            ModelTrial.run(description, tokenizer, encoder::vector);
            return encoder;
        });
    }

    @Override
    public String id() {
        return description.name();
    }

    @Override
    public String hash() {
        return description.weights().sha256();
    }

    @Override
    public int dimension() {
        return settings.dimension();
    }

    @Override
    public float[] encodeQuery(String query, Deadline deadline) {
        Supplier<float[]> run = () -> encode(settings.queryPrefix() + query);
        return queue.runForQuestion("encoding the question", deadline, List.of(run))
                .getFirst();
    }

    @Override
    public float[] encodePassage(String text, Deadline deadline) {
        return queue.runForIndexing("encoding a passage", deadline, () -> encode(settings.passagePrefix() + text));
    }

    private float[] encode(String text) {
        long[] inner = tokenizer.firstIds(text, description.maxTokens() - SPECIAL_TOKENS);
        long[] ids = new long[inner.length + SPECIAL_TOKENS];
        ids[0] = tokenizer.classifierId();
        System.arraycopy(inner, 0, ids, 1, inner.length);
        ids[ids.length - 1] = tokenizer.separatorId();
        return vector(ids);
    }

    private float[] vector(long[] ids) {
        float[] values = model.run(ids, new long[ids.length], List.of(output)).getFirst();
        int vectors = settings.pooling() == Pooling.NONE ? 1 : ids.length;
        if (values.length != vectors * settings.dimension()) {
            throw new ModelException(description.description() + ": dimension: expected " + values.length / vectors
                    + ", which the model's vectors have, found " + settings.dimension());
        }
        return normalized(settings.pooling().pool(values, settings.dimension()));
    }

    private float[] normalized(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        double length = Math.sqrt(squares);
        if (!Double.isFinite(length) || length == 0) {
            throw new ModelException(
                    description.weights().path() + ": expected a finite vector that is not all zeros, found "
                            + Arrays.toString(Arrays.copyOf(vector, Math.min(vector.length, 4))) + "…");
        }
        for (int component = 0; component < vector.length; component++) {
            vector[component] = (float) (vector[component] / length);
        }
        return vector;
    }

    /** Waits for runs that have begun and frees the model's memory. */
    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }
}
