/**
 * Keeps the index equal to the folder.
 *
 * <p>Start reading at {@link dev.footnote.sync.FolderSync}. Knows nothing of questions.
 */
@NullMarked
package dev.footnote.sync;

import org.jspecify.annotations.NullMarked;
