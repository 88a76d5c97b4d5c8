package dev.footnote.assistant;

import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.corpus.Document;
import dev.footnote.index.DocumentPosition;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.IndexState;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The documents that answers come from, as far as a principal may see them. Safe for use by many threads. */
@Singleton
public final class Library {

    private final PassageIndex index;
    private final CollectionAccess access;

    Library(PassageIndex index, CollectionAccess access) {
        this.index = index;
        this.access = access;
    }

    /**
     * Lists documents in the order of collection and path.
     *
     * @param after the position to continue behind; empty for the first page
     * @param limit how many to return at most, at least 1
     */
    public Page documents(Principal principal, Optional<DocumentPosition> after, int limit) {
        try (Snapshot snapshot = index.snapshot()) {
            return new Page(
                    snapshot.documents(everythingVisible(principal), after, limit),
                    snapshot.generation(),
                    snapshot.state());
        }
    }

    /** Returns a document with its text; empty where there is none with the id that the principal may see. */
    public Optional<Found> document(Principal principal, String id) {
        try (Snapshot snapshot = index.snapshot()) {
            return snapshot.document(id, everythingVisible(principal))
                    .map(document -> new Found(document, snapshot.generation()));
        }
    }

    private PassageFilter everythingVisible(Principal principal) {
        return PassageFilter.collections(access.visible(principal, Set.of()));
    }

    /**
     * Some documents of the list.
     *
     * @param documents in the order of collection and path
     * @param generation the generation of the index they were read from
     * @param indexState how complete that generation is
     */
    public record Page(List<DocumentSummary> documents, long generation, IndexState indexState) {

        public Page {
            documents = List.copyOf(documents);
        }
    }

    /**
     * A document.
     *
     * @param document the document with its text
     * @param generation the generation of the index it was read from
     */
    public record Found(Document document, long generation) {}
}
