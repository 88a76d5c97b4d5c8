package dev.footnote.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.footnote.answer.Citation;
import dev.footnote.answer.Evidence;
import dev.footnote.answer.Sentence;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Span;
import dev.footnote.index.IndexFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerComposerTest {

    private static final Document STORED = IndexFixtures.document("a.txt", "One 🚢 sailed. Two sank.");
    private static final Document CHANGED = IndexFixtures.document("a.txt", "One 🚢 stayed. Two sank.");
    private static final Evidence ONE = new Evidence(STORED, new Span(0, 14));
    private static final Evidence TWO = new Evidence(STORED, new Span(15, 24));
    private static final Evidence STALE = new Evidence(CHANGED, new Span(0, 14));

    private final AnswerComposer composer =
            new AnswerComposer(new CitationVerifier(StoredDocuments.of(STORED), IndexFixtures.ALL));

    @Test
    void marksFollowTheirSentencesAndOffsetsLeaveThemOut() {
        append(ONE);
        append(TWO);
        assertThat(composer.text()).isEqualTo("One 🚢 sailed.[1] Two sank.[2]");
        assertThat(composer.sentences())
                .extracting(sentence -> composer.text().substring(sentence.start(), sentence.end()))
                .containsExactly("One 🚢 sailed.", "Two sank.");
        assertThat(composer.sentences()).extracting(Sentence::citations).containsExactly(List.of(1), List.of(2));
        assertThat(composer.citations()).extracting(Citation::sentence).containsExactly(0, 1);
    }

    @Test
    void wordsCitedAgainKeepTheirNumber() {
        append(ONE);
        append(TWO, ONE);
        assertThat(composer.text()).endsWith("[2][1]");
        assertThat(composer.citations()).hasSize(2);
    }

    @Test
    void aCitationThatDoesNotHoldIsDroppedAndCountedAndItsSentenceHasNoSupport() {
        append(STALE);
        append(TWO);
        assertThat(composer.text()).isEqualTo("One 🚢 stayed. Two sank.[1]");
        assertThat(composer.dropped()).isEqualTo(1);
        assertThat(composer.sentences()).extracting(Sentence::support).containsExactly(0.0, 0.8);
        assertThat(composer.citations()).extracting(Citation::quote).containsExactly("Two sank.");
    }

    @Test
    void theNearestAreNumberedFromOneAndOnlyThoseThatHold() {
        assertThat(composer.nearest(List.of(STALE, TWO, ONE)))
                .extracting(Citation::index, Citation::quote, Citation::sentence)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "Two sank.", -1),
                        org.assertj.core.groups.Tuple.tuple(2, "One 🚢 sailed.", -1));
        assertThat(composer.dropped()).isEqualTo(1);
    }

    private void append(Evidence... evidence) {
        composer.append(new Draft.DraftSentence(evidence[0].quote(), List.of(evidence), 0.8));
    }
}
