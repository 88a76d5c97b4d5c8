package dev.footnote.corpus;

/**
 * A sentence on its way into a passage.
 *
 * @param span where it stands in the document's text
 * @param endsParagraph whether it is the last of its paragraph
 */
record Sentence(Span span, boolean endsParagraph) {}
