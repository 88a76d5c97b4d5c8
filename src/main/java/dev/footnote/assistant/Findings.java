package dev.footnote.assistant;

import dev.footnote.answer.Timings;
import dev.footnote.index.IndexState;
import dev.footnote.retrieval.Candidate;
import java.util.List;

/**
 * What a search without an answer has found.
 *
 * @param candidates best first
 * @param generation the generation of the index that was searched
 * @param indexState how complete that generation is
 * @param timings how long each stage took
 */
public record Findings(List<Candidate> candidates, long generation, IndexState indexState, Timings timings) {

    public Findings {
        candidates = List.copyOf(candidates);
    }
}
