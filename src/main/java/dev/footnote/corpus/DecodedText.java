package dev.footnote.corpus;

import java.util.List;

/**
 * The characters of a file, before normalisation.
 *
 * @param text may still hold control characters and any line ends
 * @param warnings sentences for people about bytes that are no characters
 */
record DecodedText(String text, List<String> warnings) {}
