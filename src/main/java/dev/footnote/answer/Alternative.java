package dev.footnote.answer;

/**
 * One of several answers that documents give to the same question.
 *
 * @param shortAnswer the few words asked for
 * @param citation the number of the footnote they stand in
 */
public record Alternative(String shortAnswer, int citation) {}
