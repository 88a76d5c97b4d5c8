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
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What an index shows before its first generation. */
final class EmptySnapshot implements Snapshot {

    @Override
    public long generation() {
        return 0;
    }

    @Override
    public IndexState state() {
        return IndexState.BUILDING;
    }

    @Override
    public boolean vectorsComparable() {
        return true;
    }

    @Override
    public List<PassageHit> lexical(String text, PassageFilter filter, int limit, Deadline deadline) {
        Arguments.checkLimit(limit);
        deadline.check("searching words");
        return List.of();
    }

    @Override
    public List<PassageHit> nearest(float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        Arguments.checkLimit(limit);
        deadline.check("searching vectors");
        return List.of();
    }

    @Override
    public List<HybridHit> hybrid(String text, float[] vector, PassageFilter filter, int limit, Deadline deadline) {
        Arguments.checkLimit(limit);
        deadline.check("searching");
        return List.of();
    }

    @Override
    public ToDoubleFunction<String> coverage(String question) {
        return text -> 0;
    }

    @Override
    public ToDoubleFunction<String> proximity(String question) {
        return text -> 0;
    }

    @Override
    public Passage passage(PassageHit hit) {
        throw new IllegalArgumentException("a hit must be of this snapshot, which is empty, got " + hit.id());
    }

    @Override
    public Optional<Document> document(String documentId, PassageFilter filter) {
        return Optional.empty();
    }

    @Override
    public List<DocumentSummary> documents(PassageFilter filter, Optional<DocumentPosition> after, int limit) {
        Arguments.checkLimit(limit);
        return List.of();
    }

    @Override
    public long passageCount(PassageFilter filter) {
        return 0;
    }

    @Override
    public void close() {
        // Holds nothing open
    }
}
