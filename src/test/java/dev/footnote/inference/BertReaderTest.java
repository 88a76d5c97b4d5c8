package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertReaderTest {

    private static final String QUESTION = "how many ships";

    private final InferenceQueue queue = new InferenceQueue(2, 4);
    private Reader reader;

    @BeforeAll
    void open() {
        reader = BertReader.open(TinyModels.READER, queue);
    }

    @AfterAll
    void close() {
        queue.close();
        reader.close();
    }

    @Test
    void findsTheBestSpansBestFirst() {
        String passage = "the captain of new zealand sent six frigates in winter";
        Reading reading = read(passage);
        assertThat(words(reading, passage)).startsWith("new zealand", "six");
        assertThat(reading.nullScore()).isEqualTo(2);
        assertThat(reading.answerScore()).isEqualTo(8);
        assertThat(reading.spans().get(1).answerScore()).isEqualTo(6);
        assertThat(reading.spans()).hasSize(8);
    }

    @Test
    void offsetsAreCodeUnitsOfThePassage() {
        String passage = "😀😀 the king 👩‍🚀 sent \uD83D SIX ships";
        assertThat(words(read(passage), passage)).startsWith("SIX");
    }

    @Test
    void readsALongPassageToItsEnd() {
        String passage = "the captain sailed to the south island ".repeat(40) + "with seven frigates";
        Reading reading = read(passage);
        assertThat(words(reading, passage)).startsWith("seven");
        assertThat(reading.spans().getFirst().start()).isEqualTo(passage.indexOf("seven"));
    }

    @Test
    void aSpanSeenInTwoWindowsIsGivenOnce() {
        String passage =
                "the king sailed to the north island with the crew of six frigates and the king sailed to the south";
        List<AnswerSpan> spans = read(passage).spans();
        for (AnswerSpan span : spans) {
            assertThat(spans)
                    .filteredOn(other -> other.start() < span.end() && span.start() < other.end())
                    .hasSize(1);
        }
    }

    @Test
    void ofEqualSpansTheEarlierComesFirst() {
        String passage = "six frigates and then " + "the crew of the king and ".repeat(6) + "six frigates";
        assertThat(read(passage).spans().getFirst().start()).isZero();
    }

    @Test
    void readsEachPassageInItsPlace() {
        List<Reading> readings = reader.read(
                QUESTION, List.of("eight ships", "", "new zealand", "seven ships", "six ships"), Deadline.distant());
        assertThat(readings)
                .extracting(Reading::answerScore)
                .containsExactly(2.0, Double.NEGATIVE_INFINITY, 8.0, 4.0, 6.0);
        assertThat(readings.get(1)).isEqualTo(new Reading(0, List.of()));
    }

    @Test
    void noPassagesHaveNoReadings() {
        assertThat(reader.read(QUESTION, List.of(), Deadline.distant())).isEmpty();
    }

    @Test
    void anyTextCanBeReadForAnyQuestion() {
        for (String text : TinyModels.difficultTexts()) {
            assertThat(reader.read(text, TinyModels.difficultTexts(), Deadline.distant()))
                    .hasSameSizeAs(TinyModels.difficultTexts())
                    .allSatisfy(reading -> assertThat(reading.answerScore()).isNotNaN());
        }
    }

    @Test
    void aLongQuestionIsCut() {
        String passage = "the crew sailed with six ships";
        assertThat(reader.read("how many ships ".repeat(50_000), List.of(passage), Deadline.distant())
                        .getFirst()
                        .answerScore())
                .isEqualTo(6);
    }

    @Test
    void aPassedDeadlineIsSaid() {
        assertThatThrownBy(() -> reader.read(QUESTION, List.of("six ships"), Deadline.after(Duration.ZERO)))
                .isInstanceOf(DeadlineExceededException.class);
    }

    private Reading read(String passage) {
        return reader.read(QUESTION, List.of(passage), Deadline.distant()).getFirst();
    }

    private static List<String> words(Reading reading, String passage) {
        return reading.spans().stream()
                .map(span -> passage.substring(span.start(), span.end()))
                .toList();
    }
}
