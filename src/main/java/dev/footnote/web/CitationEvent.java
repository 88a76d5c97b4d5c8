package dev.footnote.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.footnote.answer.Citation;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A citation that is told while a language model still writes.
 *
 * @param citation the citation
 * @param after where its mark belongs: an offset in the deltas so far, joined
 */
@Serdeable.Serializable
record CitationEvent(@JsonUnwrapped CitationResponse citation, int after) {

    static CitationEvent of(Citation citation, int after) {
        return new CitationEvent(CitationResponse.of(citation), after);
    }
}
