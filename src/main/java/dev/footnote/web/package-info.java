/**
 * Controllers, request and response records, problem details, the page.
 *
 * <p>Start reading at {@code AskController}. Everything that comes in here is hostile until checked.
 */
@NullMarked
package dev.footnote.web;

import org.jspecify.annotations.NullMarked;
