package dev.footnote.evaluation;

/**
 * What was said in a conversation before a question.
 *
 * @param role who said it: {@code user} or {@code assistant}
 * @param text what was said
 */
public record HistoryTurn(String role, String text) {}
