package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import dev.footnote.index.PassageFilter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CitationVerifierTest {

    private static final Document DOCUMENT = IndexFixtures.document("a.txt", "The 🚢 sailed. The 🚢 sank.");
    private static final Citation CITATION = new Evidence(DOCUMENT, new Span(0, 14)).cite(1, 0);

    private final CitationVerifier verifier = new CitationVerifier(StoredDocuments.of(DOCUMENT), IndexFixtures.ALL);

    @Test
    void whatStandsThereHolds() {
        assertThat(CITATION.quote()).isEqualTo("The 🚢 sailed.");
        assertThat(verifier.holds(CITATION)).isTrue();
    }

    @Test
    void aQuoteThatStandsElsewhereDoesNotHold() {
        assertThat(verifier.holds(changed(CITATION.contentHash(), 1, 15, CITATION.quote())))
                .isFalse();
    }

    @Test
    void aQuoteThatDiffersByOneCharacterDoesNotHold() {
        assertThat(verifier.holds(changed(CITATION.contentHash(), 0, 14, "the 🚢 sailed.")))
                .isFalse();
    }

    @Test
    void offsetsThatDoNotFitTheQuoteDoNotHold() {
        assertThat(verifier.holds(changed(CITATION.contentHash(), 0, 15, CITATION.quote())))
                .isFalse();
        assertThat(verifier.holds(changed(CITATION.contentHash(), -1, 13, CITATION.quote())))
                .isFalse();
        assertThat(verifier.holds(changed(CITATION.contentHash(), 4000, 4014, CITATION.quote())))
                .isFalse();
    }

    @Test
    void aQuoteOfNothingDoesNotHold() {
        assertThat(verifier.holds(changed(CITATION.contentHash(), 3, 3, ""))).isFalse();
        assertThat(verifier.holds(changed(CITATION.contentHash(), 3, 4, " "))).isFalse();
    }

    @Test
    void anotherVersionOfTheTextDoesNotHold() {
        assertThat(verifier.holds(changed("0".repeat(64), 0, 14, CITATION.quote())))
                .isFalse();
    }

    @Test
    void aDocumentThatIsAbsentOrMayNotBeSeenDoesNotHold() {
        assertThat(new CitationVerifier(StoredDocuments.of(), IndexFixtures.ALL).holds(CITATION))
                .isFalse();
        PassageFilter others = PassageFilter.collections(Set.of("others"));
        assertThat(new CitationVerifier(StoredDocuments.of(DOCUMENT), others).holds(CITATION))
                .isFalse();
    }

    private static Citation changed(String contentHash, int start, int end, String quote) {
        return new Citation(
                1,
                CITATION.documentId(),
                CITATION.collection(),
                CITATION.path(),
                contentHash,
                CITATION.title(),
                null,
                CITATION.headingPath(),
                null,
                start,
                end,
                quote,
                0);
    }
}
