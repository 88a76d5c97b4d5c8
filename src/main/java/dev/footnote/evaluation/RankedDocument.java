package dev.footnote.evaluation;

/**
 * A document of a ranking.
 *
 * @param id its corpus id
 * @param score that of its best passage
 */
record RankedDocument(String id, double score) {}
