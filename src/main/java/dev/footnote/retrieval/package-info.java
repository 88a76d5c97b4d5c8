/**
 * Query forms to evidence: search, fuse, re-rank.
 *
 * <p>Start reading at {@link dev.footnote.retrieval.Retriever}. Knows nothing of answers.
 */
@NullMarked
package dev.footnote.retrieval;

import org.jspecify.annotations.NullMarked;
