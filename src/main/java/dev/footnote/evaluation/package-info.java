/**
 * Benchmark folders, metrics, reports.
 *
 * <p>Start reading at {@link dev.footnote.evaluation.Evaluation}. It measures the product as it is: the same splitter, index, retriever
 * and assistant that answer people.
 */
@NullMarked
package dev.footnote.evaluation;

import org.jspecify.annotations.NullMarked;
