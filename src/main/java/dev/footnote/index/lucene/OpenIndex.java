package dev.footnote.index.lucene;

import dev.footnote.index.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;

/**
 * One index opened for reading, shared by the snapshots of its generations. It is closed when {@link #retire retired} and the last
 * snapshot has been released.
 */
final class OpenIndex {

    private final String name;
    private final Path place;
    private final Manifest manifest;
    private final Directory directory;
    private final SearcherManager searchers;

    private int users = 1;
    private boolean retired;

    /** Opens the index; the caller uses it until it is {@linkplain #retire retired}. */
    OpenIndex(String name, Path place, Manifest manifest, Directory directory) throws IOException {
        this.name = name;
        this.place = place;
        this.manifest = manifest;
        this.directory = directory;
        try {
            this.searchers = new SearcherManager(directory, null);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    String name() {
        return name;
    }

    Path place() {
        return place;
    }

    Manifest manifest() {
        return manifest;
    }

    /** Looks for a newer commit, of whichever process, and makes it the one that {@link #acquire} gives. */
    void refresh() throws IOException {
        // Each commit writes a file of its own name: listing names is a small part of reading what it says of each
        // segment
        if (!commitSeen().equals(SegmentInfos.getLastCommitSegmentsFileName(directory))) {
            searchers.maybeRefreshBlocking();
        }
    }

    private String commitSeen() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return ((DirectoryReader) searcher.getIndexReader())
                    .getIndexCommit()
                    .getSegmentsFileName();
        } finally {
            searchers.release(searcher);
        }
    }

    /** Holds the newest commit seen; each call is paired with one of {@link #release}. */
    synchronized IndexSearcher acquire() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        users++;
        return searcher;
    }

    void release(IndexSearcher searcher) {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException("closing files that were only read", e);
        } finally {
            leave();
        }
    }

    /** Takes the index out of use. No further commit is acquired. */
    synchronized void retire() {
        if (!retired) {
            retired = true;
            IOUtils.closeWhileHandlingException(searchers);
            leave();
        }
    }

    /** Tells whether neither its owner nor any snapshot uses it. */
    synchronized boolean unused() {
        return users == 0;
    }

    private synchronized void leave() {
        users--;
        if (users == 0) {
            IOUtils.closeWhileHandlingException(directory);
        }
    }
}
