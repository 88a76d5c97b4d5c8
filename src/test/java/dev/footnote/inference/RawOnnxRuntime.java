package dev.footnote.inference;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An encoder as one would write it by hand with nothing but the tokenizers library and ONNX Runtime: no queue, no deadlines, no checks. It
 * shows what an {@link Encoder} adds to the cost of the model itself.
 */
final class RawOnnxRuntime implements EmbeddingModel, AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int dimension;
    private final ExecutorService executor;

    /** Loads an encoder of which the vector of {@code [CLS]} is the text's, and which has no prefix for passages. */
    RawOnnxRuntime(ModelDescription description, int threads) throws IOException, OrtException {
        TokenizerLibrary.prepare();
        tokenizer = HuggingFaceTokenizer.newInstance(
                description.tokenizer().path(),
                Map.of("truncation", "true", "maxLength", String.valueOf(description.maxTokens())));
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(description.weights().path().toString(), options);
        }
        dimension = description.encoderSettings().dimension();
        executor = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("raw-", 0).factory());
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> passages) {
        List<Callable<float[]>> runs = passages.stream()
                .map(passage -> (Callable<float[]>) () -> encode(passage.text()))
                .toList();
        try {
            List<Embedding> embeddings = new ArrayList<>();
            for (Future<float[]> vector : executor.invokeAll(runs)) {
                embeddings.add(Embedding.from(vector.get()));
            }
            return Response.from(embeddings);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the passages could not be encoded", e);
        }
    }

    private float[] encode(String text) throws OrtException {
        Encoding encoding = tokenizer.encode(text);
        try (OnnxTensor ids = tensor(encoding.getIds());
                OnnxTensor mask = tensor(encoding.getAttentionMask());
                OnnxTensor types = tensor(encoding.getTypeIds());
                OrtSession.Result result = session.run(
                        Map.of(OnnxSignature.IDS, ids, OnnxSignature.MASK, mask, OnnxSignature.TYPES, types))) {
            float[] tokens = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            return normalized(Arrays.copyOf(tokens, dimension));
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {values});
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += component * component;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void close() throws OrtException {
        executor.close();
        session.close();
        tokenizer.close();
    }
}
