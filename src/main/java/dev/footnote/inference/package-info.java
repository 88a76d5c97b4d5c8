/**
 * Runs the local models, the encoder and the reader; the only user of ONNX Runtime and of tokenizers.
 *
 * <p>Start reading at {@link dev.footnote.inference.Encoder} and {@link dev.footnote.inference.Reader}. Knows nothing of
 * documents or of where texts come from.
 */
@NullMarked
package dev.footnote.inference;

import org.jspecify.annotations.NullMarked;
