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
import java.util.concurrent.Future;

/** Encodes passages with the title and headings that lead to them in front, which the stored text does not get. */
final class PassageEncoding {

    private final Encoder encoder;
    private final ExecutorService executor;

    /** @param executor where encodings wait for their turn on the models; virtual threads do */
    PassageEncoding(Encoder encoder, ExecutorService executor) {
        this.encoder = encoder;
        this.executor = executor;
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
