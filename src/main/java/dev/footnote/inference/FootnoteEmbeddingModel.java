package dev.footnote.inference;

import dev.footnote.Deadline;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponseMetadata;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An {@link Encoder} as LangChain4j's {@link EmbeddingModel}, for use in other LangChain4j programs.
 *
 * <p>Search queries and passages are encoded differently. {@link #embed(String)} takes a query, {@link #embed(TextSegment)} and
 * {@link #embedAll} take passages, which is how LangChain4j's retrievers and ingestors call them; the input type of an
 * {@link EmbeddingRequest} says it outright, and without one its inputs are passages.
 */
public final class FootnoteEmbeddingModel implements EmbeddingModel {

    private final Encoder encoder;
    private final Duration timeout;

    /**
     * Wraps an encoder, which stays the caller's to close.
     *
     * @param timeout the longest that one call may take
     */
    public FootnoteEmbeddingModel(Encoder encoder, Duration timeout) {
        this.encoder = encoder;
        this.timeout = timeout;
    }

    @Override
    public Response<Embedding> embed(String text) {
        return Response.from(Embedding.from(encoder.encodeQuery(text, Deadline.after(timeout))));
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        Deadline deadline = Deadline.after(timeout);
        boolean queries = request.parameters().inputType() == EmbeddingInputType.QUERY;
        List<String> texts = request.inputs().stream().map(EmbeddingInput::text).toList();
        return EmbeddingResponse.builder()
                .embeddings(queries ? queries(texts, deadline) : passages(texts, deadline))
                .metadata(EmbeddingResponseMetadata.builder()
                        .modelName(modelName())
                        .build())
                .build();
    }

    private List<Embedding> queries(List<String> texts, Deadline deadline) {
        return texts.stream()
                .map(text -> Embedding.from(encoder.encodeQuery(text, deadline)))
                .toList();
    }

    /** Hands in all passages at the same time, so that every worker of the encoder's queue has work. */
    private List<Embedding> passages(List<String> texts, Deadline deadline) {
        try (ExecutorService callers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("embedding-", 0).factory())) {
            List<Future<float[]>> vectors = texts.stream()
                    .map(text -> callers.submit(() -> encoder.encodePassage(text, deadline)))
                    .toList();
            List<Embedding> embeddings = new ArrayList<>(vectors.size());
            try {
                for (Future<float[]> vector : vectors) {
                    embeddings.add(Embedding.from(vector.get()));
                }
            } catch (InterruptedException e) {
                callers.shutdownNow();
                throw InferenceQueue.interrupted("encoding passages");
            } catch (ExecutionException e) {
                callers.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new ModelException("A passage could not be encoded", e);
            }
            return embeddings;
        }
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(EmbeddingRequestParameters.INPUT_TYPE);
    }

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public String modelName() {
        return encoder.id();
    }
}
