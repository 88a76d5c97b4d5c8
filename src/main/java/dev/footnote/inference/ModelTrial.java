package dev.footnote.inference;

import java.util.Arrays;
import java.util.function.Consumer;

/** The run that a model is given when it is loaded: the longest input, of the largest token id. */
final class ModelTrial {

    private ModelTrial() {}

    /** @throws ModelException if the model cannot be run on what its description and its tokenizer may give it */
    static void run(ModelDescription description, BertTokenizer tokenizer, Consumer<long[]> model) {
        long[] ids = new long[description.maxTokens()];
        Arrays.fill(ids, tokenizer.largestId());
        ids[0] = tokenizer.classifierId();
        ids[ids.length - 1] = tokenizer.separatorId();
        try {
            model.accept(ids);
        } catch (ModelException e) {
            throw new ModelException(
                    description.description() + ": expected a model that reads max-tokens (" + ids.length
                            + ") tokens and all ids of its tokenizer (up to " + tokenizer.largestId() + "), found: "
                            + e.getMessage(),
                    e);
        }
    }
}
