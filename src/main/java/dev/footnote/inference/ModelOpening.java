package dev.footnote.inference;

import java.util.function.BiFunction;

/** Opens a model's tokenizer and weights together: should what is made of them fail, neither stays open. */
final class ModelOpening {

    private ModelOpening() {}

    /**
     * Opens both and makes something of them.
     *
     * @param use what to make; a failure of it is a failure to load the model
     * @throws ModelException if anything is not as the description says
     */
    static <T> T open(ModelDescription description, BiFunction<BertTokenizer, OnnxModel, T> use) {
        BertTokenizer tokenizer = BertTokenizer.open(description.tokenizer());
        OnnxModel model = null;
        try {
            model = OnnxModel.open(description.weights());
            return use.apply(tokenizer, model);
        } catch (ModelException e) {
            if (model != null) {
                model.close();
            }
            tokenizer.close();
            throw e;
        }
    }
}
