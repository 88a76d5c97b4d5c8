package dev.footnote.benchmark;

import dev.footnote.corpus.Document;
import dev.footnote.sync.DocumentIndexing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Indexes documents again and again on a thread of its own, a few to a commit, until it is stopped. */
final class IndexingLoad {

    private static final int DOCUMENTS_A_COMMIT = 25;

    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("indexing-load").factory());
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger documents = new AtomicInteger();
    private final Future<?> running;
    private volatile boolean stopped;

    /** Begins. An index replaces whatever it is given, changed or not. */
    IndexingLoad(DocumentIndexing indexing, List<Document> documents) {
        running = executor.submit(() -> {
            run(indexing, documents);
            return null;
        });
    }

    private void run(DocumentIndexing indexing, List<Document> source) throws InterruptedException {
        for (int next = 0; !stopped; ) {
            List<Document> batch = new ArrayList<>();
            while (batch.size() < DOCUMENTS_A_COMMIT) {
                batch.add(source.get(next++ % source.size()));
            }
            indexing.index(batch, done -> documents.incrementAndGet());
            commits.incrementAndGet();
        }
    }

    /** Returns how many commits there have been. */
    int commits() {
        return commits.get();
    }

    /** Returns how many documents have been handed on. */
    int documents() {
        return documents.get();
    }

    /** Ends with the commit that is under way; fails if indexing has. */
    void stop() throws InterruptedException, ExecutionException {
        stopped = true;
        executor.shutdown();
        running.get();
    }
}
