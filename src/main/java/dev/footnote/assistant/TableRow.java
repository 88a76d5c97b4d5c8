package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A row of a table together with the heads of its columns, without which its cells say nothing. In a document's text a row is a line with
 * {@code " | "} between its cells.
 *
 * @param heads the first row of the table
 * @param row the row
 * @param text each cell that is not empty after the head of its column
 */
record TableRow(Evidence heads, Evidence row, String text) {

    private static final Pattern CELLS = Pattern.compile("(?:^| )\\|(?: |$)");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    /** How far up the heads are looked for, in characters. */
    private static final int LOOK_UP = 20_000;

    private static final int LONGEST_LINE = 1000;
    private static final int LONGEST_HEAD = 60;

    /** Returns the row that a sentence stands in; empty where it stands in no table, in the first row, or under what are no heads. */
    static Optional<TableRow> around(Document document, Span sentence) {
        String text = document.text();
        Span row = line(text, sentence.start());
        int columns = cells(text, row).size();
        if (columns < 2 || sentence.end() > row.end() || row.length() > LONGEST_LINE) {
            return Optional.empty();
        }
        Span first = row;
        while (first.start() > 0 && row.start() - first.start() < LOOK_UP) {
            int end = first.start() - 1;
            Span above = new Span(text.lastIndexOf('\n', end - 1) + 1, end);
            if (above.length() > LONGEST_LINE || cells(text, above).size() != columns) {
                break;
            }
            first = above;
        }
        List<String> heads = cells(text, first);
        if (first.equals(row) || !heads.stream().allMatch(TableRow::isHead)) {
            return Optional.empty();
        }
        return Optional.of(new TableRow(
                new Evidence(document, first), new Evidence(document, row), said(heads, cells(text, row))));
    }

    private static boolean isHead(String cell) {
        return cell.length() <= LONGEST_HEAD && LETTER.matcher(cell).find();
    }

    private static String said(List<String> heads, List<String> cells) {
        List<String> parts = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            if (!cells.get(column).isEmpty()) {
                parts.add(heads.get(column) + ": " + cells.get(column));
            }
        }
        return String.join("; ", parts);
    }

    private static List<String> cells(String text, Span line) {
        return line.length() > LONGEST_LINE
                ? List.of()
                : Stream.of(CELLS.split(line.of(text), -1)).map(String::strip).toList();
    }

    private static Span line(String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int end = text.indexOf('\n', start);
        return new Span(start, end < 0 ? text.length() : end);
    }
}
