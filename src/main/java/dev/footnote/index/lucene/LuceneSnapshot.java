package dev.footnote.index.lucene;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.DocumentPosition;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.HybridHit;
import dev.footnote.index.IndexState;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.Snapshot;
import dev.footnote.index.lucene.PassageColumns.FoundPassage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** One commit of an index, held open. */
final class LuceneSnapshot implements Snapshot {

    private static final Sort BY_PATH = new Sort(
            new SortField(Fields.COLLECTION, SortField.Type.STRING), new SortField(Fields.PATH, SortField.Type.STRING));

    private final OpenIndex index;
    private final IndexSearcher held;
    private final IndexReader reader;
    private final Commit commit;
    private final boolean current;
    private final boolean vectorsComparable;
    private final Searches searches;
    private final Runnable afterClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes over one acquired searcher.
     *
     * @param current whether the index was made with the manifest in use
     * @param afterClose run once, after everything has been released
     */
    LuceneSnapshot(
            OpenIndex index,
            IndexSearcher held,
            Commit commit,
            boolean current,
            boolean vectorsComparable,
            Searches searches,
            Runnable afterClose) {
        this.index = index;
        this.held = held;
        this.reader = held.getIndexReader();
        this.commit = commit;
        this.current = current;
        this.vectorsComparable = vectorsComparable;
        this.searches = searches;
        this.afterClose = afterClose;
    }

    @Override
    public long generation() {
        return commit.generation();
    }

    @Override
    public IndexState state() {
        if (!current) {
            return IndexState.REBUILDING;
        }
        return commit.complete() ? IndexState.READY : IndexState.BUILDING;
    }

    @Override
    public boolean vectorsComparable() {
        return vectorsComparable;
    }

    @Override
    public List<PassageHit> lexical(String text, PassageFilter filter, int limit, Deadline deadline) {
        return hits(words(text, filter, limit, deadline));
    }

    @Override
    public List<PassageHit> nearest(float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        return hits(neighbours(vector, filter, limit, deadline));
    }

    @Override
    public List<HybridHit> hybrid(String text, float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        SortedMap<Integer, PassageHit> found = new TreeMap<>();
        words(text, filter, limit, deadline).forEach(each -> found.put(each.doc(), each.hit()));
        neighbours(vector, filter, limit, deadline).forEach(each -> found.put(each.doc(), each.hit()));
        int[] docs = found.keySet().stream().mapToInt(Integer::intValue).toArray();
        return search("scoring what was found", deadline, (searcher, timeout) -> {
            double[] lexical = searches.lexical().scores(searcher, text, docs);
            double[] similarity = VectorSearch.similarities(reader, vector, docs);
            List<HybridHit> hits = new ArrayList<>(docs.length);
            for (PassageHit hit : found.values()) {
                int at = hits.size();
                hits.add(new HybridHit(hit.documentId(), hit.start(), hit.end(), lexical[at], similarity[at]));
            }
            return List.copyOf(hits);
        });
    }

    @Override
    public ToDoubleFunction<String> coverage(String question) {
        return read(() -> searches.lexical().coverage(reader, question));
    }

    @Override
    public ToDoubleFunction<String> proximity(String question) {
        return searches.lexical().proximity(question)::in;
    }

    @Override
    public Passage passage(PassageHit hit) {
        return read(() -> {
            Optional<DocumentRecord> document = DocumentRecord.find(reader, hit.documentId());
            if (document.isEmpty() || !document.get().hasPassage(hit.start(), hit.end())) {
                throw new IllegalArgumentException("a hit must be of this snapshot, got " + hit.id() + " ending at "
                        + hit.end() + ", which generation " + generation() + " does not have");
            }
            String text = searches.texts().of(document.get());
            return new Passage(hit.documentId(), hit.start(), hit.end(), text.substring(hit.start(), hit.end()));
        });
    }

    @Override
    public Optional<Document> document(String documentId, PassageFilter filter) {
        return read(() -> {
            Optional<DocumentRecord> found = DocumentRecord.find(reader, documentId);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            DocumentRecord document = found.get();
            DocumentSummary summary = document.summary();
            if (!filter.passes(summary)) {
                return Optional.empty();
            }
            return Optional.of(new Document(
                    summary.id(),
                    summary.collection(),
                    summary.path(),
                    summary.contentHash(),
                    summary.title(),
                    summary.uri(),
                    summary.date(),
                    searches.texts().of(document),
                    document.headings(),
                    document.markup(),
                    summary.metadata()));
        });
    }

    @Override
    public List<DocumentSummary> documents(PassageFilter filter, Optional<DocumentPosition> after, int limit) {
        Arguments.checkLimit(limit);
        return read(() -> {
            if (reader.maxDoc() == 0) {
                return List.of();
            }
            // Standing behind every document of an equal place, so that this place is not given twice
            ScoreDoc place = after.map(last -> new FieldDoc(reader.maxDoc() - 1, Float.NaN, new Object[] {
                        new BytesRef(last.collection()), new BytesRef(last.path())
                    }))
                    .orElse(null);
            IndexSearcher searcher = new IndexSearcher(reader);
            int reachable = Math.min(limit, reader.maxDoc());
            List<DocumentSummary> page = new ArrayList<>();
            for (ScoreDoc found : searcher.searchAfter(place, Filters.records(filter), reachable, BY_PATH).scoreDocs) {
                page.add(DocumentRecord.at(reader, found.doc).summary());
            }
            return List.copyOf(page);
        });
    }

    @Override
    public long passageCount(PassageFilter filter) {
        return read(() -> (long) new IndexSearcher(reader).count(Filters.passages(filter)));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            index.release(held);
            afterClose.run();
        }
    }

    private List<FoundPassage> words(String text, PassageFilter filter, int limit, Deadline deadline) {
        Arguments.checkLimit(limit);
        return search(
                "searching words",
                deadline,
                (searcher, timeout) -> searches.lexical().search(searcher, text, filter, limit));
    }

    private List<FoundPassage> neighbours(float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        Arguments.checkLimit(limit);
        if (!vectorsComparable) {
            throw new IllegalStateException(
                    "the index was made with " + index.manifest().encoderId()
                            + ", whose vectors cannot be compared with those of the encoder in use: search it by words");
        }
        Arguments.checkVector(vector, index.manifest().dimension(), "the question");
        return search(
                "searching vectors",
                deadline,
                (searcher, timeout) -> searches.vectors().search(searcher, timeout, vector, filter, limit));
    }

    private static List<PassageHit> hits(List<FoundPassage> found) {
        return found.stream().map(FoundPassage::hit).toList();
    }

    /** Runs one search on a searcher of its own, for a timeout belongs to a searcher. */
    private <T> List<T> search(String stage, Deadline deadline, Search<T> search) {
        deadline.check(stage);
        return read(() -> {
            IndexSearcher searcher = new IndexSearcher(reader);
            DeadlineTimeout timeout = new DeadlineTimeout(deadline, stage);
            searcher.setTimeout(timeout);
            searcher.setSimilarity(LexicalSearch.SIMILARITY);
            List<T> hits = search.run(searcher, timeout);
            timeout.check();
            return hits;
        });
    }

    private <T> T read(Read<T> read) {
        if (closed.get()) {
            throw new IllegalStateException("the snapshot of generation " + generation() + " is closed");
        }
        try {
            return read.run();
        } catch (IOException e) {
            throw StorageErrors.of("reading", index.place(), e);
        }
    }

    private interface Search<T> {
        List<T> run(IndexSearcher searcher, DeadlineTimeout timeout) throws IOException;
    }

    private interface Read<T> {
        T run() throws IOException;
    }
}
