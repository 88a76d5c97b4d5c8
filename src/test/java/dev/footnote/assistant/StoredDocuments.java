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
import dev.footnote.index.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A snapshot that holds documents and can do nothing but give them out. */
record StoredDocuments(List<Document> documents) implements Snapshot {

    static StoredDocuments of(Document... documents) {
        return new StoredDocuments(List.of(documents));
    }

    @Override
    public Optional<Document> document(String documentId, PassageFilter filter) {
        return documents.stream()
                .filter(document -> document.id().equals(documentId))
                .filter(document -> filter.collections().contains(document.collection()))
                .findFirst();
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public IndexState state() {
        return IndexState.READY;
    }

    @Override
    public boolean vectorsComparable() {
        return false;
    }

    @Override
    public List<PassageHit> lexical(String text, PassageFilter filter, int limit, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PassageHit> nearest(float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<HybridHit> hybrid(String text, float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ToDoubleFunction<String> coverage(String question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ToDoubleFunction<String> proximity(String question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Passage passage(PassageHit hit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DocumentSummary> documents(PassageFilter filter, Optional<DocumentPosition> after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long passageCount(PassageFilter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
