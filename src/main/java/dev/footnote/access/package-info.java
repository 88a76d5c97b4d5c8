/**
 * Principals and which collections one may see.
 *
 * <p>Start reading at {@link dev.footnote.access.Principal}. What one may not see looks like what is absent.
 */
@NullMarked
package dev.footnote.access;

import org.jspecify.annotations.NullMarked;
