package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.index.DocumentPosition;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.HybridHit;
import dev.footnote.index.IndexState;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageHit;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** An index that counts the snapshots held open, and whose snapshots can be made to fail or to change a text once retrieval is over. */
final class WatchedIndex implements PassageIndex {

    private final PassageIndex index;
    private int opened;
    private int open;
    private boolean failing;
    private UnaryOperator<Document> whenVerified = document -> document;

    WatchedIndex(PassageIndex index) {
        this.index = index;
    }

    int opened() {
        return opened;
    }

    int open() {
        return open;
    }

    void failSearches() {
        failing = true;
    }

    void changeBeforeVerification(UnaryOperator<Document> change) {
        whenVerified = change;
    }

    @Override
    public Snapshot snapshot() {
        opened++;
        open++;
        return new Watched(index.snapshot());
    }

    @Override
    public PassageWriter writer() {
        return index.writer();
    }

    @Override
    public void setAside() {
        index.setAside();
    }

    @Override
    public void close() {
        index.close();
    }

    private final class Watched implements Snapshot {

        private final Snapshot snapshot;
        private int coverages;
        private boolean closed;

        Watched(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public long generation() {
            return snapshot.generation();
        }

        @Override
        public IndexState state() {
            return snapshot.state();
        }

        @Override
        public boolean vectorsComparable() {
            return snapshot.vectorsComparable();
        }

        @Override
        public List<PassageHit> lexical(String text, PassageFilter filter, int limit, Deadline deadline) {
            if (failing) {
                throw new IllegalStateException("the search fails as the test wants");
            }
            return snapshot.lexical(text, filter, limit, deadline);
        }

        @Override
        public List<PassageHit> nearest(float[] vector, PassageFilter filter, int limit, Deadline deadline) {
            return snapshot.nearest(vector, filter, limit, deadline);
        }

        @Override
        public List<HybridHit> hybrid(String text, float[] vector, PassageFilter filter, int limit, Deadline deadline) {
            if (failing) {
                throw new IllegalStateException("the search fails as the test wants");
            }
            return snapshot.hybrid(text, vector, filter, limit, deadline);
        }

        /** Asked for first by retrieval, then, when that is over, for the answer. */
        @Override
        public ToDoubleFunction<String> coverage(String question) {
            coverages++;
            return snapshot.coverage(question);
        }

        @Override
        public ToDoubleFunction<String> proximity(String question) {
            return snapshot.proximity(question);
        }

        @Override
        public Passage passage(PassageHit hit) {
            return snapshot.passage(hit);
        }

        @Override
        public Optional<Document> document(String documentId, PassageFilter filter) {
            Optional<Document> document = snapshot.document(documentId, filter);
            return coverages > 1 ? document.map(whenVerified) : document;
        }

        @Override
        public List<DocumentSummary> documents(PassageFilter filter, Optional<DocumentPosition> after, int limit) {
            return snapshot.documents(filter, after, limit);
        }

        @Override
        public long passageCount(PassageFilter filter) {
            return snapshot.passageCount(filter);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
            }
            snapshot.close();
        }
    }
}
