package dev.footnote.benchmark;

import dev.footnote.Deadline;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.Encoder;
import dev.footnote.inference.Reader;
import dev.footnote.inference.Reading;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.RetrievalConfiguration;
import dev.footnote.retrieval.Retriever;
import dev.footnote.retrieval.Synonyms;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

/** Sends requests as the product does: each takes a snapshot, searches it by words and vectors with the {@link Retriever}, closes it. */
final class SearchClient {

    static final RetrievalConfiguration CONFIGURATION = new RetrievalConfiguration(100, 0.7, 1.5, 8, 5000, 1, null);
    static final PassageFilter FILTER = PassageFilter.collections(Set.of(Pages.COLLECTION));

    private final PassageIndex index;
    private final Retriever retriever;

    SearchClient(PassageIndex index, Encoder encoder) {
        this.index = index;
        this.retriever = new Retriever(encoder, new NoReader(), CONFIGURATION, Synonyms.NONE);
    }

    /** Runs one request. Returns how long it took, in nanoseconds. */
    long request(String query, UnaryOperator<Snapshot> view) {
        long begun = System.nanoTime();
        try (Snapshot snapshot = index.snapshot()) {
            retriever.search(
                    view.apply(snapshot), new Query(query), FILTER, Retriever.DEPTH_FOR_ANSWERS, Deadline.distant());
        }
        return System.nanoTime() - begun;
    }

    /** Takes so many snapshots without searching them. */
    Timings snapshots(int count) {
        Timings timings = new Timings();
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            index.snapshot().close();
            timings.add(System.nanoTime() - begun);
        }
        return timings;
    }

    /** Runs all queries, one after the other. */
    Timings all(List<String> queries) {
        Timings timings = new Timings();
        queries.forEach(query -> timings.add(request(query, UnaryOperator.identity())));
        return timings;
    }

    /** Runs all queries with several clients at once. */
    Timings concurrently(List<String> queries, int clients) throws InterruptedException, ExecutionException {
        Timings timings = new Timings();
        Clients.all(clients, queries, query -> request(query, UnaryOperator.identity()))
                .forEach(timings::add);
        return timings;
    }

    /** Searching does not read. */
    private static final class NoReader implements Reader {

        @Override
        public String id() {
            return "none";
        }

        @Override
        public List<Reading> read(String question, List<String> passages, Deadline deadline) {
            throw new UnsupportedOperationException("a search reads nothing");
        }

        @Override
        public void close() {
            // Holds nothing
        }
    }
}
