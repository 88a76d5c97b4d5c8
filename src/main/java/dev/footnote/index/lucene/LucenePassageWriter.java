package dev.footnote.index.lucene;

import dev.footnote.corpus.Document;
import dev.footnote.index.EncodedPassage;
import dev.footnote.index.IndexException;
import dev.footnote.index.IndexedDocument;
import dev.footnote.index.PassageWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IOUtils;

/** Writes one index of the folder: the published one, or the one that will replace it. Owns the folder's lock. */
final class LucenePassageWriter implements PassageWriter {

    private final IndexFolder folder;
    private final String name;
    private final int dimension;
    private final Directory directory;
    private final IndexWriter writer;
    private final Lock lock;
    private final LucenePassageIndex.PublishedCommits listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Commit last;
    private boolean failed;

    LucenePassageWriter(
            IndexFolder folder,
            String name,
            int dimension,
            Commit last,
            Directory directory,
            IndexWriter writer,
            Lock lock,
            LucenePassageIndex.PublishedCommits listener) {
        this.folder = folder;
        this.name = name;
        this.dimension = dimension;
        this.last = last;
        this.directory = directory;
        this.writer = writer;
        this.lock = lock;
        this.listener = listener;
    }

    /** Returns the names of the published index and of the one written to. */
    Set<String> indexesInUse() {
        return folder.published()
                .map(published -> published.equals(name) ? Set.of(name) : Set.of(name, published))
                .orElse(Set.of(name));
    }

    @Override
    public Map<String, IndexedDocument> documents() {
        Map<String, IndexedDocument> documents = new HashMap<>();
        change(() -> {
            try (DirectoryReader committed = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : committed.leaves()) {
                    SortedDocValues ids = DocValues.getSorted(leaf.reader(), Fields.DOCUMENT_ID);
                    SortedDocValues collections = DocValues.getSorted(leaf.reader(), Fields.COLLECTION);
                    SortedDocValues paths = DocValues.getSorted(leaf.reader(), Fields.PATH);
                    BinaryDocValues values = DocValues.getBinary(leaf.reader(), Fields.FINGERPRINT);
                    Bits live = leaf.reader().getLiveDocs();
                    for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
                        if (live == null || live.get(doc)) {
                            documents.put(
                                    value(ids, doc),
                                    new IndexedDocument(
                                            value(collections, doc),
                                            value(paths, doc),
                                            values.binaryValue().utf8ToString()));
                        }
                    }
                }
            }
        });
        return documents;
    }

    private static String value(SortedDocValues column, int doc) throws IOException {
        return column.advanceExact(doc) ? column.lookupOrd(column.ordValue()).utf8ToString() : "";
    }

    @Override
    public boolean complete() {
        return last.complete();
    }

    @Override
    public void put(Document document, List<EncodedPassage> passages) {
        Arguments.checkDocument(document, passages, dimension);
        change(() -> writer.updateDocuments(
                new Term(Fields.DOCUMENT_ID, document.id()), DocumentBlock.of(document, passages)));
    }

    @Override
    public void remove(String documentId) {
        change(() -> writer.deleteDocuments(new Term(Fields.DOCUMENT_ID, documentId)));
    }

    @Override
    public long commit(boolean complete) {
        change(() -> {}); // a writer that is closed or has failed says so, even where there is nothing to do
        if (complete && last.complete() && !writer.hasUncommittedChanges()) {
            return last.generation();
        }
        Commit next = new Commit(Math.max(last.generation(), folder.highestGeneration()) + 1, complete);
        change(() -> {
            // The number is spent before it is used: whatever fails below, no other generation gets it
            folder.recordGeneration(next.generation());
            writer.setLiveCommitData(next.data().entrySet());
            writer.commit();
            if (complete && !indexesInUse().equals(Set.of(name))) {
                folder.publish(name);
            }
        });
        last = next;
        listener.committed();
        return next.generation();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                writer.rollback();
            } catch (IOException e) {
                throw StorageErrors.of("closing", folder.directory(name), e);
            } finally {
                IOUtils.closeWhileHandlingException(directory, lock);
                listener.writerClosed();
            }
        }
    }

    private void change(Change change) {
        if (closed.get()) {
            throw closed();
        }
        if (failed) {
            throw new IndexException("The writer of the index in " + folder.root()
                    + " has failed before and may have lost what it buffered. Close it and open another one, which continues"
                    + " from the last commit.");
        }
        try {
            // The lock is a file that someone may have deleted: a second writer could then be at work
            lock.ensureValid();
            change.run();
        } catch (IOException e) {
            failed = true;
            throw StorageErrors.of("writing", folder.directory(name), e);
        } catch (AlreadyClosedException e) {
            failed = true;
            throw closed.get() ? closed() : StorageErrors.of("writing", folder.directory(name), e);
        }
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the writer of " + folder.root() + " is closed");
    }

    private interface Change {
        void run() throws IOException;
    }
}
