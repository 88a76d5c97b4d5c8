/**
 * Reads a folder into documents, splits documents into passages, and keeps ids stable.
 *
 * <p>Start reading at {@link dev.footnote.corpus.Document}: every offset in the product points into its text. Knows nothing of
 * models, indexes or questions.
 */
@NullMarked
package dev.footnote.corpus;

import org.jspecify.annotations.NullMarked;
