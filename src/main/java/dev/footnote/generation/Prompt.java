package dev.footnote.generation;

/**
 * What a language model is asked.
 *
 * @param system who it is and what it must do
 * @param user the question and the documents
 */
public record Prompt(String system, String user) {}
