package dev.footnote.index.lucene;

import dev.footnote.index.IndexDamagedException;
import dev.footnote.index.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which index a writer writes to, verifies or creates it, and opens it. */
final class WriterOpening {

    private static final Logger LOG = LoggerFactory.getLogger(WriterOpening.class);

    /** Documents kept in memory before a segment is written. */
    private static final double BUFFER_MEGABYTES = 64;
    /** Merging segments builds graphs of vectors in memory, so one at a time. */
    private static final int MERGE_THREADS = 1;
    /** Merges that may wait before writing does. */
    private static final int MERGES_AT_ONCE = 6;
    /** How long a commit waits for small merges, which keeps segments few even if each sync opens its own writer. */
    private static final long COMMIT_MERGE_MILLIS = 2_000;

    private final IndexFolder folder;
    private final Manifest manifest;
    private final Settings settings;
    private final FootnoteAnalyzer analyzer;

    WriterOpening(IndexFolder folder, Manifest manifest, Settings settings, FootnoteAnalyzer analyzer) {
        this.folder = folder;
        this.manifest = manifest;
        this.settings = settings;
        this.analyzer = analyzer;
    }

    /** Opens a writer that owns the lock; should that fail, the lock is free again. */
    LucenePassageWriter open(Lock lock, LucenePassageIndex.PublishedCommits listener) {
        boolean opened = false;
        try {
            LucenePassageWriter writer = openTarget(lock, listener);
            opened = true;
            return writer;
        } catch (IOException e) {
            throw StorageErrors.of("opening for writing", folder.root(), e);
        } finally {
            if (!opened) {
                IOUtils.closeWhileHandlingException(lock);
            }
        }
    }

    private LucenePassageWriter openTarget(Lock lock, LucenePassageIndex.PublishedCommits listener) throws IOException {
        Optional<String> published = folder.published();
        Optional<Manifest> publishedManifest = published.map(name -> ManifestFile.read(folder.directory(name)));
        if (publishedManifest.equals(Optional.of(manifest))) {
            String name = published.orElseThrow();
            return openWriter(name, check(name), lock, listener);
        }
        publishedManifest.ifPresent(made -> LOG.info(
                "The index was made with other settings ({}), so a new one is built; the old one answers until it is complete.",
                String.join("; ", made.differences(manifest))));
        String name = replacement(published);
        Commit last = check(name);
        boolean nothingToServe =
                publishedManifest.isEmpty() || publishedManifest.get().schema() != manifest.schema();
        // Complete and newer than everything else: the process ended between its last commit and publishing it
        boolean finished = last.complete() && last.generation() >= folder.highestGeneration();
        if (nothingToServe || finished) {
            folder.publish(name);
        }
        return openWriter(name, last, lock, listener);
    }

    /** Returns the name of the index to fill: one left unfinished, if it is whole, else a new one. */
    private String replacement(Optional<String> published) throws IOException {
        Optional<String> unfinished = folder.unpublished(manifest, published);
        if (unfinished.isPresent()) {
            try {
                ManifestFile.read(folder.directory(unfinished.get()));
                check(unfinished.get());
                return unfinished.get();
            } catch (IndexDamagedException e) {
                LOG.warn("An unfinished replacement is begun anew: {}", e.getMessage());
                IOUtils.rm(folder.directory(unfinished.get()));
            }
        }
        String name = folder.create(manifest);
        try (Directory directory = settings.storage().open(folder.directory(name));
                IndexWriter creator = new IndexWriter(directory, configuration(OpenMode.CREATE))) {
            creator.setLiveCommitData(Commit.NONE.data().entrySet());
            creator.commit();
        }
        return name;
    }

    private Commit check(String name) throws IOException {
        Path place = folder.directory(name);
        try (Directory directory = settings.storage().open(place)) {
            return Integrity.check(directory, place);
        }
    }

    private LucenePassageWriter openWriter(
            String name, Commit last, Lock lock, LucenePassageIndex.PublishedCommits listener) throws IOException {
        Directory directory = settings.storage().open(folder.directory(name));
        try {
            IndexWriter writer = new IndexWriter(directory, configuration(OpenMode.APPEND));
            return new LucenePassageWriter(folder, name, manifest.dimension(), last, directory, writer, lock, listener);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    private IndexWriterConfig configuration(OpenMode mode) {
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(MERGES_AT_ONCE, MERGE_THREADS);
        return new IndexWriterConfig(analyzer)
                .setOpenMode(mode)
                .setCodec(new QuantizedVectorsCodec())
                .setSimilarity(LexicalSearch.SIMILARITY)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setMergeScheduler(merges)
                .setMaxFullFlushMergeWaitMillis(COMMIT_MERGE_MILLIS)
                .setCommitOnClose(false);
    }
}
