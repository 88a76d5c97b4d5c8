package dev.footnote.corpus;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document: its text and what is known about it. Every passage, sentence and citation is a {@code [start, end)} slice
 * of {@link #text()}, counted in UTF-16 code units.
 *
 * @param id opaque, URL-safe and stable: see {@link DocumentId}
 * @param collection the name of the collection it belongs to
 * @param path its path relative to the collection's folder, in NFC, separated by {@code /}
 * @param contentHash lower-case hexadecimal SHA-256 of the text in UTF-8
 * @param title what people call it; empty where nothing names it, which for files never happens
 * @param uri where its original can be read, if it has told so
 * @param date when it was published, if it has told so
 * @param text the extracted text: well-formed Unicode in NFC, lines separated by {@code \n}
 * @param headings its headings in reading order
 * @param markup how ranges of the text were set in the original, an outer one before those within it
 * @param metadata what else it tells of itself, such as author or tags: values by key, in the order of keys
 */
public record Document(
        String id,
        String collection,
        String path,
        String contentHash,
        String title,
        @Nullable String uri,
        @Nullable LocalDate date,
        String text,
        List<Heading> headings,
        List<Markup> markup,
        Map<String, List<String>> metadata) {

    public Document {
        headings = List.copyOf(headings);
        markup = List.copyOf(markup);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        for (Heading heading : headings) {
            if (heading.end() > text.length()) {
                throw new IllegalArgumentException("headings must lie within the text of " + text.length()
                        + " characters, got " + heading + " in " + path);
            }
        }
        for (Markup range : markup) {
            if (range.end() > text.length()) {
                throw new IllegalArgumentException("markup must lie within the text of " + text.length()
                        + " characters, got " + range + " in " + path);
            }
        }
    }

    /**
     * Returns what decides whether a document must be indexed again: a hash of its text and of everything that is stored beside it.
     */
    public String fingerprint() {
        StringBuilder described = new StringBuilder(contentHash);
        described
                .append('\n')
                .append(title)
                .append('\n')
                .append(uri)
                .append('\n')
                .append(date);
        headings.forEach(heading -> described.append('\n').append(heading));
        markup.forEach(range -> described.append('\n').append(range));
        metadata.forEach((key, values) -> described.append('\n').append(key).append(values));
        return ContentHash.of(described.toString());
    }

    /**
     * Returns the headings that lead to an offset, outermost first: the last heading of each level at or before it, closed by any later
     * heading of the same or a higher rank.
     *
     * @param offset an offset into the text
     */
    public List<String> headingPathAt(int offset) {
        Deque<Heading> path = new ArrayDeque<>();
        for (Heading heading : headings) {
            if (heading.start() > offset) {
                break;
            }
            while (!path.isEmpty() && path.getLast().level() >= heading.level()) {
                path.removeLast();
            }
            path.addLast(heading);
        }
        return path.stream()
                .map(heading -> text.substring(heading.start(), heading.end()))
                .toList();
    }
}
