/**
 * The command line: serve, index, ask, doctor.
 *
 * <p>Start reading at {@code Main}, where the program begins.
 */
@NullMarked
package dev.footnote.cli;

import org.jspecify.annotations.NullMarked;
