package dev.footnote.assistant;

import dev.footnote.conversation.DocumentCitations;
import dev.footnote.index.DocumentPosition;
import java.time.Instant;
import java.util.List;

/**
 * What the documents lack.
 *
 * @param since from when on questions count
 * @param asked how many were asked
 * @param gaps what was not answered or answered badly, that which was asked most often first
 * @param mostCited the documents that answers of any time cite, the most cited first
 * @param neverCited documents that no answer cites, in the order of collection and path
 * @param neverCitedInAll how many there are of these
 */
public record GapReport(
        Instant since,
        int asked,
        List<Gap> gaps,
        List<DocumentCitations> mostCited,
        List<DocumentPosition> neverCited,
        int neverCitedInAll) {

    public GapReport {
        gaps = List.copyOf(gaps);
        mostCited = List.copyOf(mostCited);
        neverCited = List.copyOf(neverCited);
    }
}
