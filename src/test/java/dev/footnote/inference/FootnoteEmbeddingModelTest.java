package dev.footnote.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Deadline;
import dev.footnote.DeadlineExceededException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FootnoteEmbeddingModelTest {

    private final InferenceQueue queue = new InferenceQueue(2, 10);
    private Encoder encoder;
    private FootnoteEmbeddingModel model;

    @BeforeAll
    void open() {
        encoder = BertEncoder.open(TinyModels.ENCODER, queue);
        model = new FootnoteEmbeddingModel(encoder, Duration.ofMinutes(1));
    }

    @AfterAll
    void close() {
        queue.close();
        encoder.close();
    }

    @Test
    void aStringIsAQueryAndASegmentIsAPassage() {
        assertThat(model.embed("six ships").content().vector())
                .containsExactly(encoder.encodeQuery("six ships", Deadline.distant()));
        assertThat(model.embed(TextSegment.from("six ships")).content().vector())
                .containsExactly(encoder.encodePassage("six ships", Deadline.distant()));
    }

    @Test
    void theInputTypeDecidesWhereItIsGiven() {
        EmbeddingRequest request = EmbeddingRequest.builder()
                .input("six ships")
                .inputType(EmbeddingInputType.QUERY)
                .build();
        assertThat(model.embed(request).embeddings().getFirst().vector())
                .containsExactly(encoder.encodeQuery("six ships", Deadline.distant()));
    }

    @Test
    void manyPassagesKeepTheirOrder() {
        List<TextSegment> segments = IntStream.range(0, 50)
                .mapToObj(number -> TextSegment.from("ship " + number))
                .toList();
        List<Embedding> embeddings = model.embedAll(segments).content();
        assertThat(embeddings).hasSameSizeAs(segments);
        for (int number = 0; number < segments.size(); number++) {
            assertThat(embeddings.get(number).vector())
                    .containsExactly(encoder.encodePassage(segments.get(number).text(), Deadline.distant()));
        }
    }

    @Test
    void saysItsDimensionAndName() {
        assertThat(model.dimension()).isEqualTo(8);
        assertThat(model.modelName()).isEqualTo("tiny-encoder");
    }

    @Test
    void aCallEndsWithItsTime() {
        FootnoteEmbeddingModel hasty = new FootnoteEmbeddingModel(encoder, Duration.ZERO);
        assertThatThrownBy(() -> hasty.embedAll(List.of(TextSegment.from("six"), TextSegment.from("seven"))))
                .isInstanceOf(DeadlineExceededException.class);
    }
}
