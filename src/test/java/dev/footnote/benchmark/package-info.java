/**
 * Measures how fast passages are searched, beside what else could search them.
 *
 * <p>Start reading at {@code SearchBenchmark}. Run by hand; no test.
 */
@NullMarked
package dev.footnote.benchmark;

import org.jspecify.annotations.NullMarked;
