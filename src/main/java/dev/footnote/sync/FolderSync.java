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
import dev.footnote.index.IndexedDocument;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.PassageWriter;
import dev.footnote.inference.Encoder;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
        try (PassageEncoding encoding = new PassageEncoding(encoder)) {
            SyncReport report = run(encoding);
            state = new SyncState.Done(report);
            return report;
        } catch (InterruptedException e) {
            state = new SyncState.Failed(
                    "Indexing was interrupted. What was committed stays; the next run goes on from there.");
            throw e;
        } catch (RuntimeException | Error e) {
            state = new SyncState.Failed(e.getMessage() == null ? e.toString() : e.getMessage());
            throw e;
        }
    }

    private SyncReport run(PassageEncoding encoding) throws InterruptedException {
        List<Listed> folders = list();
        List<SyncProblem> problems = new ArrayList<>();
        folders.forEach(folder -> problems.addAll(folder.problems()));
        int total = folders.stream()
                .mapToInt(folder -> folder.listing().files().size())
                .sum();
        try (PassageWriter writer = writer()) {
            Map<String, IndexedDocument> known = writer.documents();
            IndexingPipeline pipeline = new IndexingPipeline(writer, encoding);
            Set<String> present = new HashSet<>();
            for (Listed folder : folders) {
                for (FolderFile file : folder.listing().files()) {
                    String id = DocumentId.of(folder.collection(), file.path());
                    present.add(id);
                    read(folder, file, known.get(id), pipeline)
                            .forEach(reason -> problems.add(new SyncProblem(folder.collection(), file.path(), reason)));
                    state = new SyncState.Running(present.size(), total);
                }
            }
            List<String> gone = gone(known, present, folders);
            gone.forEach(writer::remove);
            long generation = pipeline.finish();
            problems.forEach(problem -> LOG.warn("{}: {}", problem.path(), problem.reason()));
            return new SyncReport(
                    generation,
                    writer.documents().size(),
                    pipeline.documents(),
                    gone.size(),
                    pipeline.passages(),
                    problems);
        }
    }

    /** Lists all folders before anything is changed: a folder that is missing must not look like one that is empty. */
    private List<Listed> list() {
        List<Listed> folders = new ArrayList<>();
        for (CollectionConfiguration collection : collections.all()) {
            CorpusFolder folder = new CorpusFolder(collection.name(), collection.root());
            Listing listing = folder.list();
            if (listing.files().isEmpty()) {
                LOG.warn(
                        "There is no document in {}: expected files that end in one of {}",
                        collection.root(),
                        new TreeSet<>(CorpusFolder.extensions()));
            }
            folders.add(new Listed(collection.name(), folder, listing));
        }
        return folders;
    }

    /** Reads a file and hands it on if it is new or changed. Returns what people should know of it. */
    private List<String> read(
            Listed folder, FolderFile file, @Nullable IndexedDocument known, IndexingPipeline pipeline)
            throws InterruptedException {
        return switch (folder.folder().read(file)) {
            case ReadOutcome.Read read -> {
                Document document = read.document();
                if (known == null || !known.fingerprint().equals(document.fingerprint())) {
                    pipeline.add(document, splitter.split(document));
                }
                yield read.warnings();
            }
            case ReadOutcome.Unreadable unreadable -> List.of(unreadable.reason());
        };
    }

    private static List<String> gone(Map<String, IndexedDocument> known, Set<String> present, List<Listed> folders) {
        return known.entrySet().stream()
                .filter(document -> !present.contains(document.getKey()))
                .filter(document -> folders.stream().noneMatch(folder -> folder.mayHold(document.getValue())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
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

    private record Listed(String collection, CorpusFolder folder, Listing listing) {

        boolean mayHold(IndexedDocument document) {
            return collection.equals(document.collection()) && listing.mayHold(document.path());
        }

        List<SyncProblem> problems() {
            return listing.problems().stream()
                    .map(problem -> new SyncProblem(collection, problem.path(), problem.reason()))
                    .toList();
        }
    }
}
