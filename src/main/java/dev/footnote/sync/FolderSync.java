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
     * Runs one sync to its end; a second call waits for the first. A folder that has become empty keeps its documents: see {@link
     * #run(boolean)}.
     *
     * @throws dev.footnote.corpus.CorpusFolderException if a folder is missing or cannot be listed: nothing is removed then
     * @throws dev.footnote.index.IndexException if the index is locked by another process or damaged beyond setting aside
     * @throws InterruptedException if the thread is interrupted; what was committed stays
     */
    public SyncReport run() throws InterruptedException {
        return run(false);
    }

    /**
     * Runs one sync to its end; a second call waits for the first.
     *
     * @param acceptEmpty whether a folder without any file means that all its documents are gone. If not, they are kept and a problem
     *     says so: the place where a drive is mounted is an empty folder while it is not
     * @throws dev.footnote.corpus.CorpusFolderException if a folder is missing or cannot be listed: nothing is removed then
     * @throws dev.footnote.index.IndexException if the index is locked by another process or damaged beyond setting aside
     * @throws InterruptedException if the thread is interrupted; what was committed stays
     */
    public synchronized SyncReport run(boolean acceptEmpty) throws InterruptedException {
        state = new SyncState.Running(0, 0);
        try (PassageEncoding encoding = new PassageEncoding(encoder)) {
            SyncReport report = run(encoding, acceptEmpty);
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

    private SyncReport run(PassageEncoding encoding, boolean acceptEmpty) throws InterruptedException {
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
            List<Listed> doubtful = acceptEmpty ? List.of() : doubtful(known, folders, problems);
            List<String> gone = gone(known, present, folders, doubtful);
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

    /** Returns the folders that hold nothing although documents of them are indexed, and says so among the problems. */
    private static List<Listed> doubtful(
            Map<String, IndexedDocument> known, List<Listed> folders, List<SyncProblem> problems) {
        List<Listed> doubtful = new ArrayList<>();
        for (Listed folder : folders) {
            long documents = known.values().stream().filter(folder::indexed).count();
            if (folder.listing().files().isEmpty()
                    && folder.listing().problems().isEmpty()
                    && documents > 0) {
                doubtful.add(folder);
                problems.add(
                        new SyncProblem(
                                folder.collection(),
                                String.valueOf(folder.folder().root()),
                                "the folder is empty, but " + documents
                                        + " of its documents are indexed; they are kept. If a drive"
                                        + " is not mounted, mount it; if they are meant to be gone, run: index --accept-empty"));
            }
        }
        return doubtful;
    }

    private static List<String> gone(
            Map<String, IndexedDocument> known, Set<String> present, List<Listed> folders, List<Listed> doubtful) {
        return known.entrySet().stream()
                .filter(document -> !present.contains(document.getKey()))
                .filter(document -> doubtful.stream().noneMatch(folder -> folder.indexed(document.getValue())))
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

        boolean indexed(IndexedDocument document) {
            return collection.equals(document.collection());
        }

        /** Whether the file may be there though it is not listed: it, or a folder above it, could not be looked at or was refused. */
        boolean mayHold(IndexedDocument document) {
            boolean refused = listing.problems().stream()
                    .anyMatch(problem -> problem.path().equals(document.path()));
            return indexed(document) && (refused || listing.mayHold(document.path()));
        }

        List<SyncProblem> problems() {
            return listing.problems().stream()
                    .map(problem -> new SyncProblem(collection, problem.path(), problem.reason()))
                    .toList();
        }
    }
}
