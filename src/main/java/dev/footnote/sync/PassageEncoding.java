package dev.footnote.sync;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.EncodedPassage;
import dev.footnote.inference.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Encodes passages with the title and headings that lead to them in front, which the stored text does not get. To be closed: encodings
 * that nobody waits for any longer are given up then.
 */
final class PassageEncoding implements AutoCloseable {

    private final Encoder encoder;

    /** Virtual threads, for they do nothing but wait for the models' turn. */
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("encode-", 0).factory());

    PassageEncoding(Encoder encoder) {
        this.encoder = encoder;
    }

    /** Begins to encode a document's passages; the futures come in the order of the passages. */
    List<Future<EncodedPassage>> begin(Document document, List<Passage> passages) {
        List<Future<EncodedPassage>> futures = new ArrayList<>(passages.size());
        for (Passage passage : passages) {
            Callable<EncodedPassage> encode = () ->
                    new EncodedPassage(passage, encoder.encodePassage(input(document, passage), Deadline.distant()));
            futures.add(executor.submit(encode));
        }
        return futures;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
    }

    /** Returns what the encoder sees of a passage. */
    static String input(Document document, Passage passage) {
        List<String> lines = new ArrayList<>();
        if (!document.title().isEmpty()) {
            lines.add(document.title());
        }
        document.headingPathAt(passage.start()).stream()
                .filter(heading ->
                        !heading.equals(document.title()) && !passage.text().startsWith(heading))
                .forEach(lines::add);
        lines.add(passage.text());
        return String.join("\n", lines);
    }
}
