/**
 * The words that every package shares: the time a request has left.
 *
 * <p>Start reading at {@link dev.footnote.Deadline}. Nothing else belongs here: each feature has a package of its own.
 */
@NullMarked
package dev.footnote;

import org.jspecify.annotations.NullMarked;
