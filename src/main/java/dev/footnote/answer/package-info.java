/**
 * The values an answer is made of.
 *
 * <p>Start reading at {@link dev.footnote.answer.Answer}. Values only: how they come about is the assistant's business, how they
 * look is that of each surface.
 */
@NullMarked
package dev.footnote.answer;

import org.jspecify.annotations.NullMarked;
