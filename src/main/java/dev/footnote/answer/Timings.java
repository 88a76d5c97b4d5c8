package dev.footnote.answer;

/**
 * How long each stage of an answer took, in milliseconds.
 *
 * @param understand making search-ready queries of the question
 * @param retrieve searching and fusing
 * @param read reading the best passages
 * @param answer composing and verifying the answer
 */
public record Timings(long understand, long retrieve, long read, long answer) {}
