package dev.footnote.assistant;

import dev.footnote.answer.Citation;
import dev.footnote.corpus.Span;
import dev.footnote.retrieval.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that the passages which the last answer rests on are read again for a question that cannot be understood without it: what is asked
 * next often stands right beside.
 */
final class CitedBefore {

    /** Behind so many that are found to fit better. */
    private static final int PLACE = 3;

    private static final int MOST = 2;

    private CitedBefore() {}

    /**
     * Returns the candidates with those that were cited moved up to where they are read, in their order; their scores stay as they are.
     *
     * @param candidates best first
     * @param history what was said before, oldest first
     */
    static List<Candidate> first(List<Candidate> candidates, List<Exchange> history) {
        if (history.isEmpty() || candidates.size() <= PLACE) {
            return candidates;
        }
        List<Citation> cited = history.getLast().citations();
        List<Candidate> moved = candidates.subList(PLACE, candidates.size()).stream()
                .filter(candidate -> cited.stream().anyMatch(citation -> isIn(citation, candidate)))
                .limit(MOST)
                .toList();
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.removeAll(moved);
        ordered.addAll(PLACE, moved);
        return ordered;
    }

    private static boolean isIn(Citation citation, Candidate candidate) {
        return citation.contentHash().equals(candidate.document().contentHash())
                && citation.documentId().equals(candidate.document().id())
                && candidate.passage().span().overlaps(new Span(citation.start(), citation.end()));
    }
}
