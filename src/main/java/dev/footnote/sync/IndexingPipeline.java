package dev.footnote.sync;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.PassageWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Encodes several documents ahead while the writer takes them in order. While the index has never been complete it commits now and
 * then, so that a long first index can be searched early and is not lost when the process is killed; later, one sync is one commit.
 */
final class IndexingPipeline {

    /** How many passages may be on their way between splitting and writing: enough to keep every core encoding. */
    private static final int PASSAGES_AHEAD = 64;

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(20);

    private final PassageWriter writer;
    private final PassageEncoding encoding;
    private final Deque<Pending> ahead = new ArrayDeque<>();
    private int passagesAhead;
    private int documents;
    private int passages;
    private final boolean building;
    private long lastCommit = System.nanoTime();

    IndexingPipeline(PassageWriter writer, PassageEncoding encoding) {
        this.writer = writer;
        this.encoding = encoding;
        this.building = !writer.complete();
    }

    void add(Document document, List<Passage> split) throws InterruptedException {
        ahead.addLast(new Pending(document, encoding.begin(document, split)));
        passagesAhead += split.size();
        while (passagesAhead > PASSAGES_AHEAD && ahead.size() > 1) {
            write(ahead.removeFirst());
        }
    }

    /** Writes what is still on its way and commits all as complete. Returns the generation. */
    long finish() throws InterruptedException {
        while (!ahead.isEmpty()) {
            write(ahead.removeFirst());
        }
        return writer.commit(true);
    }

    /** Returns how many documents were written. */
    int documents() {
        return documents;
    }

    /** Returns how many passages were written. */
    int passages() {
        return passages;
    }

    private void write(Pending pending) throws InterruptedException {
        List<EncodedPassage> encoded = new ArrayList<>(pending.passages().size());
        for (Future<EncodedPassage> future : pending.passages()) {
            encoded.add(await(future));
        }
        writer.put(pending.document(), encoded);
        passagesAhead -= encoded.size();
        passages += encoded.size();
        documents++;
        if (building && System.nanoTime() - lastCommit > COMMIT_INTERVAL.toNanos()) {
            writer.commit(false);
            lastCommit = System.nanoTime();
        }
    }

    private static EncodedPassage await(Future<EncodedPassage> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("encoding a passage failed", e.getCause());
        }
    }

    private record Pending(Document document, List<Future<EncodedPassage>> passages) {}
}
