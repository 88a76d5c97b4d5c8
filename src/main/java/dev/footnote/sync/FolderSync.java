package dev.footnote.sync;

import dev.footnote.corpus.CollectionConfiguration;
import dev.footnote.corpus.Collections;
import dev.footnote.corpus.CorpusFolder;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.DocumentId;
import dev.footnote.corpus.FolderFile;
import dev.footnote.corpus.Listing;
import dev.footnote.corpus.PassageSplitter;
import dev.footnote.corpus.ReadOutcome;
import dev.footnote.index.IndexDamagedException;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.inference.Encoder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the index equal to the folders of all collections: an edited file replaces its document, a file that is gone removes it, a
 * file that can no longer be read keeps its last good version. What has not changed is not encoded again.
 */
@Singleton
public final class FolderSync {

    private static final Logger LOG = LoggerFactory.getLogger(FolderSync.class);

    private final Collections collections;
    private final PassageSplitter splitter;
    private final Encoder encoder;
    private final PassageIndex index;
    private volatile SyncState state = new SyncState.Waiting();

    FolderSync(Collections collections, PassageSplitter splitter, Encoder encoder, PassageIndex index) {
        this.collections = collections;
        this.splitter = splitter;
        this.encoder = encoder;
        this.index = index;
    }

    /** Returns how far the index has come in following the folder. */
    public SyncState state() {
        return state;
    }

    /**
     * Runs one sync to its end; a second call waits for the first.
     *
     * @throws dev.footnote.corpus.CorpusFolderException if a folder is missing or cannot be listed: nothing is removed then
     * @throws dev.footnote.index.IndexException if the index is locked by another process or damaged beyond setting aside
     * @throws InterruptedException if the thread is interrupted; what was committed stays
     */
    public synchronized SyncReport run() throws InterruptedException {
        state = new SyncState.Running(0, 0);
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("encode-", 0).factory())) {
            SyncReport report = run(new PassageEncoding(encoder, executor));
            state = new SyncState.Done(report);
            return report;
        } catch (RuntimeException e) {
            state = new SyncState.Failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private SyncReport run(PassageEncoding encoding) throws InterruptedException {
        List<SyncProblem> problems = new ArrayList<>();
        List<Source> sources = list(problems);
        try (PassageWriter writer = writer()) {
            Map<String, String> known = writer.fingerprints();
            IndexingPipeline pipeline = new IndexingPipeline(writer, encoding);
            Set<String> present = new HashSet<>();
            int done = 0;
            for (Source source : sources) {
                present.add(source.documentId());
                switch (source.folder().read(source.file())) {
                    case ReadOutcome.Read(Document document, List<String> warnings) -> {
                        warnings.forEach(warning -> problems.add(source.problem(warning)));
                        if (!document.fingerprint().equals(known.get(document.id()))) {
                            pipeline.add(document, splitter.split(document));
                        }
                    }
                    case ReadOutcome.Unreadable(String path, String reason) -> problems.add(source.problem(reason));
                }
                state = new SyncState.Running(++done, sources.size());
            }
            List<String> gone = known.keySet().stream().filter(id -> !present.contains(id)).sorted().toList();
            gone.forEach(writer::remove);
            long generation = pipeline.finish();
            problems.forEach(problem -> LOG.warn("{}: {}", problem.path(), problem.reason()));
            return new SyncReport(
                    generation,
                    writer.fingerprints().size(),
                    pipeline.documents(),
                    gone.size(),
                    pipeline.passages(),
                    problems);
        }
    }

    /** The folder is the truth, so a damaged index is put out of the way and made again. */
    private PassageWriter writer() {
        try {
            return index.writer();
        } catch (IndexDamagedException e) {
            LOG.error("{} It is set aside and made again from the documents.", e.getMessage());
            index.setAside();
            return index.writer();
        }
    }

    private List<Source> list(List<SyncProblem> problems) {
        List<Source> sources = new ArrayList<>();
        for (CollectionConfiguration collection : collections.all()) {
            CorpusFolder folder = new CorpusFolder(collection.name(), collection.root());
            Listing listing = folder.list();
            listing.files().forEach(file -> sources.add(new Source(collection.name(), folder, file)));
            listing.problems()
                    .forEach(problem -> problems.add(
                            new SyncProblem(collection.name(), problem.path(), problem.reason())));
        }
        return sources;
    }

    private record Source(String collection, CorpusFolder folder, FolderFile file) {

        String documentId() {
            return DocumentId.of(collection, file.path());
        }

        SyncProblem problem(String reason) {
            return new SyncProblem(collection, file.path(), reason);
        }
    }
}
