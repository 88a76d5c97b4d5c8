package dev.footnote.inference;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.footnote.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The reader that comes with Footnote, against what its makers' own code computed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BertReaderIT {

    private static final Path FOLDER = Path.of("models", "footnote-reader");

    /** What the reference allows. */
    private static final double TYPICAL_DIFFERENCE = 0.05;

    /**
     * What is seen on an AVX2 processor, where some rows miss that. The int8 model rounds activations, and how operators are fused, or the
     * processor computes them, tips some to the next step.
     */
    private static final double LARGEST_DIFFERENCE = 0.75;

    private final InferenceQueue queue = new InferenceQueue(2, 100);
    private Reader reader;
    private BertTokenizer tokenizer;

    @BeforeAll
    void open() {
        reader = BertReader.open(FOLDER, queue);
        tokenizer = BertTokenizer.open(ModelDescription.load(FOLDER).tokenizer());
    }

    @AfterAll
    void close() {
        queue.close();
        reader.close();
        tokenizer.close();
    }

    @Test
    void agreesWithTheReference() throws IOException {
        assertAgreement(TinyModels.FOLDER.resolve("footnote-reader-reference.json"));
    }

    @Test
    void findsWhatStandsFarInALongPassage() {
        String filler = "The harbour was quiet that evening and the keeper walked along the wall. ".repeat(60);
        String passage = filler + "The lighthouse was built in 1874 by Thomas Ashdown. " + filler;
        Reading reading = reader.read("When was the lighthouse built?", List.of(passage), Deadline.distant())
                .getFirst();
        AnswerSpan best = reading.spans().getFirst();
        assertThat(passage.substring(best.start(), best.end())).isEqualTo("1874");
        assertThat(reading.answerScore()).isPositive();
    }

    private void assertAgreement(Path file) throws IOException {
        List<?> rows = (List<?>) new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        List<Double> differences =
                rows.stream().map(row -> difference((Map<?, ?>) row)).sorted().toList();
        assertThat(differences.getLast()).as("largest").isLessThan(LARGEST_DIFFERENCE);
        assertThat(differences.get(differences.size() / 2)).as("median").isLessThan(TYPICAL_DIFFERENCE);
    }

    /** Returns how far the best score is from the reference's; all else must agree. */
    private double difference(Map<?, ?> row) {
        String question = String.valueOf(row.get("question"));
        String passage = String.valueOf(row.get("passage"));
        assertThat(ids(question, passage)).isEqualTo(longs(row.get("input_ids")));
        Reading reading =
                reader.read(question, List.of(passage), Deadline.distant()).getFirst();
        AnswerSpan best = reading.spans().getFirst();
        assertThat(List.of((long) best.start(), (long) best.end())).isEqualTo(longs(row.get("span")));
        assertThat(passage.substring(best.start(), best.end())).isEqualTo(row.get("text"));
        assertThat(reading.nullScore()).isCloseTo(number(row.get("null_score")), within(LARGEST_DIFFERENCE));
        return Math.abs(best.score() - number(row.get("best_score")));
    }

    private List<Long> ids(String question, String passage) {
        List<Long> ids = new ArrayList<>(List.of(tokenizer.classifierId()));
        for (String text : List.of(question, passage)) {
            Tokens tokens = tokenizer.tokenize(text);
            for (long id : tokens.ids(0, tokens.size())) {
                ids.add(id);
            }
            ids.add(tokenizer.separatorId());
        }
        return ids;
    }

    private static List<Long> longs(@Nullable Object values) {
        return requireNonNull((List<?>) values).stream()
                .map(value -> ((Number) value).longValue())
                .toList();
    }

    private static double number(@Nullable Object value) {
        return ((Number) requireNonNull(value)).doubleValue();
    }
}
