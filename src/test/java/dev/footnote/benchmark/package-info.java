/**
 * Measures how fast questions are answered and passages searched, the latter beside what else could search them.
 *
 * <p>Start reading at {@code QuestionBenchmark} and {@code SearchBenchmark}. Run by hand; no test.
 */
@NullMarked
package dev.footnote.benchmark;

import org.jspecify.annotations.NullMarked;
