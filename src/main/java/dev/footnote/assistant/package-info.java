/**
 * The pipeline from question to verified answer: analysing, extracting, verifying, abstaining.
 *
 * <p>Start reading at {@link dev.footnote.assistant.Assistant}. Knows nothing of HTTP or of any other surface.
 */
@NullMarked
package dev.footnote.assistant;

import org.jspecify.annotations.NullMarked;
