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

    /**
     * How far scores, which go from about -10 to 10, may be from those of the reference, which was computed on an AVX2 processor. The int8 model rounds
     * activations, and how operators are fused, or the processor computes them, tips some to the next step: at most .75 and typically .05 was seen on
     * AVX2, at most 1.23 and typically .26 with AVX-512 VNNI. A tokenizer or model that is wrong strays by several.
     */
    private static final double LARGEST_DIFFERENCE = 2;

    private static final double TYPICAL_DIFFERENCE = 0.5;

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

    /**
     * Returns how far the best score is from the reference's; all else must agree. Where the best span is another, it lies over the reference's and
     * scores as much: "Scott Dixon" and "Scott Dixon of New Zealand" change places between processors.
     */
    private double difference(Map<?, ?> row) {
        String question = String.valueOf(row.get("question"));
        String passage = String.valueOf(row.get("passage"));
        assertThat(ids(question, passage)).isEqualTo(longs(row.get("input_ids")));
        Reading reading =
                reader.read(question, List.of(passage), Deadline.distant()).getFirst();
        AnswerSpan best = reading.spans().getFirst();
        List<Long> expected = longs(row.get("span"));
        assertThat(best.start() < expected.get(1) && best.end() > expected.get(0))
                .as("%s lies over %s", best, expected)
                .isTrue();
        assertThat(passage.substring(Math.toIntExact(expected.get(0)), Math.toIntExact(expected.get(1))))
                .isEqualTo(row.get("text"));
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
