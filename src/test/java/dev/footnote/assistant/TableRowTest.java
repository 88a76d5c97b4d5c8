package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableRowTest {

    private static final String TABLE =
            "Fares:\nFrom | To | Price\nAyr | Bute | 4\n| Arran | 7\nOban |  | 9\nTides change.";

    @Test
    void eachCellFollowsTheHeadOfItsColumnAndEmptyOnesAreLeftOut() {
        assertThat(row(TABLE, "Ayr").orElseThrow().text()).isEqualTo("From: Ayr; To: Bute; Price: 4");
        assertThat(row(TABLE, "| Arran").orElseThrow().text()).isEqualTo("To: Arran; Price: 7");
        assertThat(row(TABLE, "Oban").orElseThrow().text()).isEqualTo("From: Oban; Price: 9");
        assertThat(row(TABLE, "Ayr").map(TableRow::heads).map(Evidence::quote)).contains("From | To | Price");
    }

    @Test
    void headsProseAndLonelyRowsAreNone() {
        assertThat(row(TABLE, "From")).isEmpty();
        assertThat(row(TABLE, "Tides change.")).isEmpty();
        assertThat(row(TABLE, "Fares")).isEmpty();
        assertThat(row("a | b", "a")).isEmpty();
        assertThat(row("a | b\n\nc | d", "c")).isEmpty();
    }

    @Test
    void figuresAreNoHeads() {
        assertThat(row("1 | 2\nAyr | 4", "Ayr")).isEmpty();
    }

    @Test
    void anEndlessTableCostsLittle() {
        String table = "Name | Value\n" + "x | y\n".repeat(200_000) + "last | z";
        assertThat(row(table, "last")).isPresent();
    }

    private static Optional<TableRow> row(String text, String sentence) {
        Document document = IndexFixtures.document("a.txt", text);
        int start = text.indexOf(sentence);
        return TableRow.around(document, new Span(start, start + sentence.length()));
    }
}
