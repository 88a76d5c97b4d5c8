package dev.footnote.corpus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader got out of a file.
 *
 * @param text normalised as {@link TextNormalizer} says
 * @param headings in reading order, within the text
 * @param markup the ranges that are marked up, an outer one before those within it
 * @param declared what the file says of itself in so many words, such as in front matter
 * @param fallbackTitle a title that is worth less than a heading of level 1, such as HTML's {@code <title>}
 * @param warnings sentences for people about what was passed over
 */
record Extract(
        String text,
        List<Heading> headings,
        List<Markup> markup,
        Metadata declared,
        @Nullable String fallbackTitle,
        List<String> warnings) {}
