package dev.footnote.retrieval;

import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import dev.footnote.inference.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A passage that may hold the answer.
 *
 * @param passage the passage
 * @param document the document it stands in
 * @param fused its score by lexical and vector search together, from 0 to 1
 * @param reading what the reader found in it; null where it was not read
 * @param score what it is ordered by: the fused score, raised by what the reader found
 */
public record Candidate(
        Passage passage,
        Document document,
        double fused,
        @Nullable Reading reading,
        double score) {}
