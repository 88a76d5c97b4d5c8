package dev.footnote.benchmark;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.evaluation.QueryVectors;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.index.lucene.RawLucene;
import dev.footnote.inference.Encoder;
import dev.footnote.inference.InferenceQueue;
import dev.footnote.inference.ModelFolders;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;

/**
 * Measures search over many passages: alone, with several clients, while indexing goes on, and beside Lucene itself and LangChain4j's
 * store in memory. What is compared is run by turns, query by query, and each goes first as often as the other.
 *
 * <p>Passages are real, and so are queries and their vectors. A million passages cannot be encoded in passing, though: a passage whose
 * vector is in the evaluation's cache has it, any other a mix of two.
 */
final class SearchBenchmark {

    private static final long SEED = 41;
    private static final int QUERIES = 2_000;
    private static final int WARM_UP = 500;
    private static final int CLIENTS = 8;
    private static final int DEPTH = 100;
    private static final int DEEPER = 500;
    private static final int RECALL_QUERIES = 500;
    private static final int STORE_VECTORS = 100_000;
    private static final int STORE_QUERIES = 200;
    private static final int PASSAGES_FOR_QUERIES = 100_000;

    private static final String USAGE = """
            Expected: PAGES VECTORS FOLDER PASSAGES [PART...]
              PAGES     a gzipped file of {"_id", "title", "text"} a line
              VECTORS   the folder of cached vectors that an evaluation left
              FOLDER    where indexes and queries are kept for the next run
              PASSAGES  how many to search, such as 100000
              PART      any of: search, lucene, store, indexing, recall; all where none is named""";

    private final Encoder encoder;
    private final Pages pages;
    private final CachedVectors cached;
    private final Path folder;
    private final int passages;

    private SearchBenchmark(Encoder encoder, Pages pages, CachedVectors cached, Path folder, int passages) {
        this.encoder = encoder;
        this.pages = pages;
        this.cached = cached;
        this.folder = folder;
        this.passages = passages;
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length < 4) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        if (!Files.exists(file)) {
            System.out.println("Skipped: there are no pages at " + file);
            return;
        }
        List<String> parts = List.of(arguments).subList(4, arguments.length);
        int processors = Runtime.getRuntime().availableProcessors();
        try (InferenceQueue queue = new InferenceQueue(processors, 1024);
                Encoder encoder = new ModelFolders(Path.of("models")).openEncoder("bge-small-en-v1.5", queue)) {
            new SearchBenchmark(
                            encoder,
                            Pages.read(file),
                            CachedVectors.read(Path.of(arguments[1]), encoder),
                            Path.of(arguments[2]),
                            Integer.parseInt(arguments[3]))
                    .run(file.getFileName().toString(), parts);
        }
    }

    private void run(String source, List<String> parts) throws IOException, InterruptedException, ExecutionException {
        BenchmarkIndex built = new BenchmarkIndex(folder.resolve(String.valueOf(passages)), encoder);
        print("index: %s", built.build(() -> BenchmarkIndex.documents(pages, passages), source, encoder, cached));
        List<Document> documents = BenchmarkIndex.documents(pages, Math.min(passages, PASSAGES_FOR_QUERIES));
        List<String> queries = Queries.of(documents, QUERIES, new Random(SEED));
        Map<String, float[]> vectors = QueryVectors.of(encoder, folder.resolve("queries"), queries);
        try (PassageIndex index = built.open();
                RawLucene raw = RawLucene.open(built.index())) {
            print("size on disk: %,d MB in %d segments", built.size() / 1_000_000, raw.segments());
            if (wanted(parts, "search")) {
                search(new SearchClient(index, new EncodedQueries(encoder, vectors)), queries);
            }
            if (wanted(parts, "lucene")) {
                besideLucene(index, raw, vectors);
            }
            if (wanted(parts, "store")) {
                besideStore(index, raw, vectors);
            }
        }
        if (wanted(parts, "indexing")) {
            whileIndexing(built, documents, queries);
        }
        if (wanted(parts, "recall")) {
            recall(documents);
        }
    }

    private static boolean wanted(List<String> parts, String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    private static void search(SearchClient client, List<String> queries)
            throws IOException, InterruptedException, ExecutionException {
        client.all(queries.subList(0, WARM_UP));
        print("search, one client: %s", client.all(queries));
        print("  of it taking the snapshot and giving it back: %s", client.snapshots(queries.size()));
        TimedSnapshot timed = new TimedSnapshot();
        for (String query : queries) {
            client.request(query, timed::of);
            timed.requestDone();
        }
        timed.byMethod().forEach((method, timings) -> print("  of it %s: %s", method, timings));
        long begun = System.nanoTime();
        Timings together = client.concurrently(queries, CLIENTS);
        print(
                "search, %d clients: %.0f a second, %s",
                CLIENTS, queries.size() * 1e9 / (System.nanoTime() - begun), together);
        print("resident memory: %s", ProcessMemory.describe());
    }

    private static void besideLucene(PassageIndex index, RawLucene raw, Map<String, float[]> vectors) {
        try (Snapshot snapshot = index.snapshot()) {
            List<String> queries = List.copyOf(vectors.keySet());
            Deadline deadline = Deadline.distant();
            compare(
                    "words, beside Lucene",
                    queries,
                    WARM_UP,
                    query -> snapshot.lexical(query, SearchClient.FILTER, DEPTH, deadline),
                    query -> raw.lexical(query, DEPTH));
            compare(
                    "vectors, beside Lucene",
                    queries,
                    WARM_UP,
                    query -> snapshot.nearest(vector(vectors, query), SearchClient.FILTER, DEPTH, deadline),
                    query -> raw.nearest(vector(vectors, query), DEPTH));
        }
    }

    private static void besideStore(PassageIndex index, RawLucene raw, Map<String, float[]> vectors)
            throws IOException {
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        List<Embedding> embeddings = new ArrayList<>();
        raw.vectors(STORE_VECTORS).forEach(vector -> embeddings.add(Embedding.from(vector)));
        store.addAll(embeddings);
        try (Snapshot snapshot = index.snapshot()) {
            compare(
                    String.format(Locale.ROOT, "vectors, beside LangChain4j's store of %,d", embeddings.size()),
                    List.copyOf(vectors.keySet()).subList(0, STORE_QUERIES),
                    STORE_QUERIES / 10,
                    query -> snapshot.nearest(vector(vectors, query), SearchClient.FILTER, DEPTH, Deadline.distant()),
                    query -> store.search(EmbeddingSearchRequest.builder()
                            .queryEmbedding(Embedding.from(vector(vectors, query)))
                            .maxResults(DEPTH)
                            .build()));
        }
    }

    /** Requests here include the encoding of the query, which stands in line with that of passages. */
    private void whileIndexing(BenchmarkIndex built, List<Document> documents, List<String> queries)
            throws IOException, InterruptedException, ExecutionException {
        Path copy = folder.resolve("written-to");
        BenchmarkIndex target = built.copy(copy, encoder);
        try (PassageIndex index = target.open()) {
            SearchClient client = new SearchClient(index, encoder);
            client.all(queries.subList(0, WARM_UP));
            Timings idle = client.all(queries);
            Timings busy;
            IndexingLoad load = new IndexingLoad(BenchmarkIndex.indexing(index, encoder), documents);
            try {
                busy = client.all(queries);
                print("indexed meanwhile: %d documents in %d commits", load.documents(), load.commits());
            } finally {
                load.stop();
            }
            print("encoding and search, idle: %s", idle);
            print("encoding and search, while indexing: %s", busy);
            print(
                    "  while indexing / idle: p50 %.2f, p99 %.2f",
                    busy.percentile(50) / idle.percentile(50), busy.percentile(99) / idle.percentile(99));
        }
        BenchmarkIndex.delete(copy);
    }

    /** Queries are about documents that are among the real vectors: what is far from all of them has no neighbours to be found. */
    private void recall(List<Document> documents) throws IOException {
        List<Document> encoded = BenchmarkIndex.encoded(documents, cached);
        if (encoded.size() < RECALL_QUERIES) {
            print("recall: left out, for only %d documents have all their vectors in the cache", encoded.size());
            return;
        }
        List<String> queries = Queries.of(encoded, RECALL_QUERIES, new Random(SEED));
        Collection<float[]> vectors =
                QueryVectors.of(encoder, folder.resolve("queries"), queries).values();
        Path place = folder.resolve("real-vectors");
        BenchmarkIndex.delete(place);
        try (PassageIndex index = new BenchmarkIndex(place, encoder).open()) {
            Recall recall = new Recall(index, cached.all());
            for (int limit : new int[] {Recall.DEPTH, DEPTH, DEEPER}) {
                print(
                        "recall@%d of vector search over %,d real vectors, asked for %d: %.4f (%d queries)",
                        Recall.DEPTH, cached.all().size(), limit, recall.at(vectors, limit, 1), queries.size());
            }
            print("  under a filter that keeps 1 %%: %.4f", recall.at(vectors, DEPTH, 100));
        }
        BenchmarkIndex.delete(place);
    }

    private static void compare(String what, List<String> queries, int warmUp, Searching ours, Searching theirs) {
        Timings oursTimed = new Timings();
        Timings theirsTimed = new Timings();
        for (int i = 0; i < warmUp; i++) {
            timed(ours, queries.get(i));
            timed(theirs, queries.get(i));
        }
        for (int i = 0; i < queries.size(); i++) {
            boolean oursFirst = i % 2 == 0;
            if (oursFirst) {
                oursTimed.add(timed(ours, queries.get(i)));
            }
            theirsTimed.add(timed(theirs, queries.get(i)));
            if (!oursFirst) {
                oursTimed.add(timed(ours, queries.get(i)));
            }
        }
        print("%s: ours   %s", what, oursTimed);
        print("%s: theirs %s", what, theirsTimed);
        print(
                "  ours / theirs: p50 %.2f, p99 %.2f, mean %.2f",
                oursTimed.percentile(50) / theirsTimed.percentile(50),
                oursTimed.percentile(99) / theirsTimed.percentile(99),
                oursTimed.mean() / theirsTimed.mean());
    }

    private static long timed(Searching search, String query) {
        long begun = System.nanoTime();
        Objects.requireNonNull(search.search(query));
        return System.nanoTime() - begun;
    }

    private static float[] vector(Map<String, float[]> vectors, String query) {
        return Objects.requireNonNull(vectors.get(query), query);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    private interface Searching {
        Object search(String query);
    }
}
