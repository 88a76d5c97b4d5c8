/**
 * The contract of a passage index: writer, snapshot, lexical and vector search, manifest.
 *
 * <p>Start reading at {@link dev.footnote.index.PassageIndex}. An implementation passes {@code PassageIndexContract}; the
 * embedded one is {@code index.lucene}.
 */
@NullMarked
package dev.footnote.index;

import org.jspecify.annotations.NullMarked;
