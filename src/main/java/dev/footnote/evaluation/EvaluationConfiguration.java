package dev.footnote.evaluation;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;

/**
 * Settings of an evaluation: {@code footnote.evaluation}. Set by the {@code evaluate} command alone.
 *
 * @param vectors the folder where vectors are kept between runs
 */
@ConfigurationProperties("footnote.evaluation")
@Requires(property = "footnote.evaluation.vectors")
record EvaluationConfiguration(String vectors) {}
