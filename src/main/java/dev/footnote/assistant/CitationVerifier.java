package dev.footnote.assistant;

import dev.footnote.answer.Citation;
import dev.footnote.corpus.Document;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.Snapshot;
import java.util.Optional;

/**
 * The one gate that every citation passes before an answer leaves: its quote must stand in the stored text, character by character. It
 * reads the text from the snapshot anew, so that nothing made up on the way survives.
 */
final class CitationVerifier {

    private final Snapshot snapshot;
    private final PassageFilter filter;

    /** @param filter what the asker may see: a citation of anything else is as good as made up */
    CitationVerifier(Snapshot snapshot, PassageFilter filter) {
        this.snapshot = snapshot;
        this.filter = filter;
    }

    /** Tells whether the citation's quote stands where it says, in the text with the hash that it says. */
    boolean holds(Citation citation) {
        Optional<Document> document = snapshot.document(citation.documentId(), filter);
        return document.isPresent()
                && document.get().contentHash().equals(citation.contentHash())
                && !citation.quote().isBlank()
                && citation.end() - citation.start() == citation.quote().length()
                && document.get().text().startsWith(citation.quote(), citation.start());
    }
}
