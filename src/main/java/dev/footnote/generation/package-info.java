/**
 * Language models over LangChain4j and the templates in {@code prompts/}.
 *
 * <p>Start reading at {@link dev.footnote.generation.Generator}. Knows nothing of documents and answers.
 */
@NullMarked
package dev.footnote.generation;

import org.jspecify.annotations.NullMarked;
