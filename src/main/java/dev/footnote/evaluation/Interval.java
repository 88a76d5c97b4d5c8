package dev.footnote.evaluation;

/**
 * Where a figure may lie, given how few questions it was measured on: a 95 % interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {}
