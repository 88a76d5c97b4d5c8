package dev.footnote.inference;

import java.nio.file.Path;

/**
 * What a model folder's {@code model.yml} says.
 *
 * @param name the model's name, such as {@code bge-small-en-v1.5}
 * @param weights the ONNX file
 * @param tokenizer the {@code tokenizer.json} of the tokenizers library
 * @param maxTokens the longest input in tokens, special ones included
 * @param settings what belongs to what it is for
 */
public record ModelDescription(String name, ModelFile weights, ModelFile tokenizer, int maxTokens, Settings settings) {

    /** What belongs to one kind of model. */
    public sealed interface Settings {}

    /**
     * The model turns texts into vectors.
     *
     * @param dimension the components of a vector
     * @param pooling how the tokens' vectors become one
     * @param queryPrefix what the model wants before a search query; may be empty
     * @param passagePrefix what the model wants before a passage; may be empty
     */
    public record EncoderSettings(int dimension, Pooling pooling, String queryPrefix, String passagePrefix)
            implements Settings {}

    /**
     * The model finds answers in passages.
     *
     * @param windowStride tokens from the start of one window of a long passage to the start of the next
     * @param maxQuestionTokens the tokens of a question that are read
     * @param maxAnswerTokens the tokens of the longest answer
     */
    public record ReaderSettings(int windowStride, int maxQuestionTokens, int maxAnswerTokens) implements Settings {}

    /** The name of the file in a model's folder that describes it. */
    static final String FILE_NAME = "model.yml";

    /**
     * Loads the description of the model in a folder. The model's own files are not looked at.
     *
     * @throws ModelException if the description is missing or anything in it is not as it must be
     */
    public static ModelDescription load(Path folder) {
        return new ModelDescriptionParser(folder, DescriptionKeys.load(folder.resolve(FILE_NAME))).parse();
    }

    EncoderSettings encoderSettings() {
        if (settings instanceof EncoderSettings encoder) {
            return encoder;
        }
        throw new ModelException(description() + ": kind: expected encoder, found reader");
    }

    ReaderSettings readerSettings() {
        if (settings instanceof ReaderSettings reader) {
            return reader;
        }
        throw new ModelException(description() + ": kind: expected reader, found encoder");
    }

    /** Returns the file that the description was loaded from. */
    Path description() {
        return weights.path().resolveSibling(FILE_NAME);
    }
}
