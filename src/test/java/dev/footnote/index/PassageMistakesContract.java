package dev.footnote.index;

import static dev.footnote.index.IndexFixtures.ALL;
import static dev.footnote.index.IndexFixtures.DIMENSION;
import static dev.footnote.index.IndexFixtures.MANIFEST;
import static dev.footnote.index.IndexFixtures.OTHER_ENCODER;
import static dev.footnote.index.IndexFixtures.document;
import static dev.footnote.index.IndexFixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.footnote.corpus.Document;
import dev.footnote.corpus.Passage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The part of {@link PassageIndexContract} about limits and what must be refused. */
abstract class PassageMistakesContract extends PassageRebuildContract {

    @Test
    void stopsAtTheDeadline() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        Deadline passed = Deadline.after(Duration.ZERO);
        try (Snapshot snapshot = index.snapshot()) {
            assertThatThrownBy(() -> snapshot.lexical("ships", ALL, 10, passed))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 10, passed))
                    .isInstanceOf(DeadlineExceededException.class);
        }
    }

    @Test
    void refusesAQuestionThatCannotBeAnswered() {
        PassageIndex index = index(MANIFEST);
        commit(index, document("a.txt", "ships"));
        try (Snapshot snapshot = index.snapshot()) {
            assertThatThrownBy(() -> snapshot.lexical("ships", ALL, 0, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("limit must be at least 1, got 0");
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 0, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> snapshot.documents(ALL, Optional.empty(), 0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> snapshot.nearest(new float[] {1}, ALL, 1, DISTANT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must have 16 components, got 1");
        }
        try (Snapshot snapshot = index(OTHER_ENCODER).snapshot()) {
            assertThatThrownBy(() -> snapshot.nearest(vector("ships"), ALL, 1, DISTANT))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesPassagesThatDoNotFitTheirDocument() {
        PassageIndex index = index(MANIFEST);
        Document document = document("a.txt", "ships sail");
        float[] fine = vector("ships");
        float[] notFinite = vector("ships");
        notFinite[3] = Float.NaN;
        float[] tooLong = vector("ships");
        tooLong[3] += 1;
        Passage passage = new Passage(document.id(), 0, 5, "ships");
        try (PassageWriter writer = index.writer()) {
            assertRefused(writer, document, new Passage("other", 0, 5, "ships"), fine, "must belong to the document");
            assertRefused(writer, document, new Passage(document.id(), 0, 5, "boats"), fine, "must equal the text");
            assertRefused(writer, document, new Passage(document.id(), 6, 11, "sail!"), fine, "must equal the text");
            assertRefused(writer, document, passage, new float[DIMENSION - 1], "must have 16 components, got 15");
            assertRefused(writer, document, passage, notFinite, "must have finite components, got NaN at 3");
            assertRefused(writer, document, passage, new float[DIMENSION], "must be of length 1, got 0.0");
            assertRefused(writer, document, passage, tooLong, "must be of length 1");
            EncodedPassage twice = new EncodedPassage(passage, fine);
            assertThatThrownBy(() -> writer.put(document, List.of(twice, twice)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start at different offsets");
            assertThatThrownBy(() -> writer.put(rehashed(document), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("content hash");
            writer.commit(true);
            assertThat(writer.documents()).isEmpty();
        }
    }

    @Test
    void keepsADocumentWithoutPassages() {
        PassageIndex index = index(MANIFEST);
        Document empty = document("empty.txt", "");
        commit(index, empty);
        try (Snapshot snapshot = index.snapshot()) {
            assertThat(snapshot.document(empty.id(), ALL)).contains(empty);
            assertThat(snapshot.passageCount(ALL)).isZero();
            assertThat(snapshot.nearest(vector("x"), ALL, 5, DISTANT)).isEmpty();
            assertThat(snapshot.lexical("paper empty", ALL, 5, DISTANT)).isEmpty();
        }
    }

    @Test
    void refusesWorkAfterItsEnd() {
        PassageIndex index = index(MANIFEST);
        PassageWriter writer = index.writer();
        index.close();
        assertThatThrownBy(index::snapshot).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(index::writer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.commit(true)).isInstanceOf(IllegalStateException.class);
        writer.close();
        commit(index(MANIFEST), document("a.txt", "ships"));
    }
}
