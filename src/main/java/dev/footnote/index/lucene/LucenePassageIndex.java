package dev.footnote.index.lucene;

import dev.footnote.index.IndexException;
import dev.footnote.index.Manifest;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.index.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Lock;
import org.jspecify.annotations.Nullable;

/**
 * The embedded passage index: Lucene in a directory, one process writing, any number reading. Safe for use by many threads.
 *
 * <p>Nothing is created before the first {@link #writer()}: opening and reading do not touch the disk but to read.
 */
public final class LucenePassageIndex implements PassageIndex {

    /** Version of the fields this class stores, for {@link Manifest#schema()}. */
    public static final int SCHEMA = 4;

    /** How often an index that was replaced while it was being opened is looked for again. */
    private static final int OPEN_ATTEMPTS = 5;

    private final IndexFolder folder;
    private final Manifest inUse;
    private final Settings settings;
    private final FootnoteAnalyzer analyzer = new FootnoteAnalyzer();
    private final Searches searches;

    private final Set<OpenIndex> retired = new HashSet<>();
    private @Nullable OpenIndex current;
    private @Nullable LucenePassageWriter writer;
    private boolean closed;

    private LucenePassageIndex(Path directory, Manifest inUse, Settings settings) {
        this.folder = new IndexFolder(directory);
        this.inUse = inUse;
        this.settings = settings;
        this.searches = new Searches(
                new LexicalSearch(analyzer),
                new VectorSearch(settings.exactUpTo(), settings.scannedUpTo()),
                new TextCache(settings.cachedCharacters()));
    }

    /**
     * Opens the index in a directory, which need not exist yet.
     *
     * @param directory belongs to the index alone
     * @param inUse what documents would be indexed with now
     */
    public static LucenePassageIndex open(Path directory, Manifest inUse) {
        return open(directory, inUse, Settings.DEFAULT);
    }

    static LucenePassageIndex open(Path directory, Manifest inUse, Settings settings) {
        return new LucenePassageIndex(directory, inUse, settings);
    }

    @Override
    public synchronized Snapshot snapshot() {
        checkOpen();
        Optional<String> published = folder.published();
        for (int attempt = 1; published.isPresent(); attempt++) {
            try {
                return snapshot(published.get());
            } catch (IndexException e) {
                Optional<String> now = folder.published();
                if (now.equals(published) || attempt == OPEN_ATTEMPTS) {
                    throw e;
                }
                // A writer, perhaps of another process, has replaced and deleted the index meanwhile
                published = now;
            }
        }
        return new EmptySnapshot();
    }

    private Snapshot snapshot(String name) {
        Path place = folder.directory(name);
        Manifest manifest =
                current != null && current.name().equals(name) ? current.manifest() : ManifestFile.read(place);
        if (manifest.schema() != inUse.schema()) {
            retireCurrent();
            return new EmptySnapshot();
        }
        try {
            return newest(name, place, manifest);
        } catch (IOException e) {
            throw StorageErrors.of("opening", place, e);
        } catch (RuntimeException e) {
            // Decoders meet damage before its checksum is looked at, and then fail in whatever way the bytes lead to
            throw StorageErrors.damaged("opening", place, e);
        }
    }

    private Snapshot newest(String name, Path place, Manifest manifest) throws IOException {
        OpenIndex index = current;
        if (index == null || !index.name().equals(name)) {
            retireCurrent();
            if (!Files.isDirectory(place)) {
                // Opening it would create it
                throw new NoSuchFileException(place.toString());
            }
            index = new OpenIndex(name, place, manifest, settings.storage().open(place));
            current = index;
        } else {
            index.refresh();
        }
        IndexSearcher searcher = index.acquire();
        Commit commit = Commit.of(searcher);
        if (commit.generation() == 0) {
            index.release(searcher);
            return new EmptySnapshot();
        }
        boolean madeAsInUse = manifest.equals(inUse);
        return new LuceneSnapshot(
                index, searcher, commit, madeAsInUse, sameVectors(manifest), searches, this::snapshotClosed);
    }

    @Override
    public synchronized PassageWriter writer() {
        checkOpen();
        Lock lock = folder.lock();
        LucenePassageWriter opened =
                new WriterOpening(folder, inUse, settings, analyzer).open(lock, new PublishedCommits());
        writer = opened;
        sweep();
        return opened;
    }

    @Override
    public synchronized void setAside() {
        checkOpen();
        try (Lock lock = folder.lock()) {
            lock.ensureValid();
            retireCurrent();
            folder.setAside();
        } catch (IOException e) {
            throw StorageErrors.of("setting aside", folder.root(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (writer != null) {
                writer.close();
            }
            retireCurrent();
        }
    }

    private boolean sameVectors(Manifest manifest) {
        return manifest.encoderHash().equals(inUse.encoderHash())
                && manifest.encoderId().equals(inUse.encoderId())
                && manifest.dimension() == inUse.dimension();
    }

    private void retireCurrent() {
        if (current != null) {
            current.retire();
            retired.add(current);
            current = null;
        }
    }

    private synchronized void snapshotClosed() {
        if (!retired.isEmpty()) {
            sweep();
        }
    }

    /** Deletes indexes that neither a reader nor the writer of this process uses; only the holder of the lock may. */
    private void sweep() {
        retired.removeIf(OpenIndex::unused);
        if (writer == null) {
            return;
        }
        Set<String> kept = new HashSet<>(writer.indexesInUse());
        retired.forEach(index -> kept.add(index.name()));
        if (current != null) {
            kept.add(current.name());
        }
        folder.sweep(kept);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the index in " + folder.root() + " is closed");
        }
    }

    /** What a writer tells this index. */
    final class PublishedCommits {

        /** Makes what was committed visible to the next snapshot and lets go of what it replaced. */
        void committed() {
            synchronized (LucenePassageIndex.this) {
                if (!closed) {
                    snapshot().close();
                    sweep();
                }
            }
        }

        /** The writer is closed; its lock is free. */
        void writerClosed() {
            synchronized (LucenePassageIndex.this) {
                writer = null;
            }
        }
    }
}
