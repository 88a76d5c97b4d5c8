package dev.footnote.index.lucene;

import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.put;

import dev.footnote.corpus.Document;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.PassageWriter;
import java.nio.file.Path;
import java.util.Map;

/** A process that writes one document after the other, and says the number of each once it is committed, until it is killed. */
final class KillableWriter {

    private KillableWriter() {}

    public static void main(String[] arguments) {
        int number = Integer.parseInt(arguments[1]);
        try (LucenePassageIndex index = LucenePassageIndex.open(Path.of(arguments[0]), MANIFEST);
                PassageWriter writer = index.writer()) {
            while (true) {
                number++;
                put(writer, numbered(number));
                writer.commit(false);
                System.out.println(number + ".");
                System.out.flush();
            }
        }
    }

    static Document numbered(int number) {
        return document(number + ".txt", "ship " + number + "\n" + "harbour ".repeat(200));
    }

    static DocumentSummary summary(int number) {
        Document document = numbered(number);
        return new DocumentSummary(
                document.id(),
                document.collection(),
                document.path(),
                document.contentHash(),
                document.title(),
                null,
                null,
                Map.of(),
                document.text().length(),
                2);
    }
}
