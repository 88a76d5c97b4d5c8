package dev.footnote.assistant;

import dev.footnote.corpus.Span;
import java.util.List;

/**
 * How far a passage bears out a sentence.
 *
 * @param chance the chance that it does, from 0 to 1: of sentences of which half are true to their passages and half were changed in one
 *     place or belong to another passage, the share of true ones among those judged the same
 * @param spans the sentences of the passage that bear it out, as spans of the document's text in reading order; empty where none has a word
 *     in common with it
 * @param objections what the sentence says and the passage does not, as far as that can be named
 */
record Support(double chance, List<Span> spans, List<Objection> objections) {

    Support {
        spans = List.copyOf(spans);
        objections = List.copyOf(objections);
    }
}
