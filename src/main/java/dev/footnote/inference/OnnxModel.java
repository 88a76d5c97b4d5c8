package dev.footnote.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A BERT-style model in ONNX Runtime. One session serves all threads; each run is of one text, so that no other text changes the
 * result (an int8 model quantises activations over all that is in the run).
 */
final class OnnxModel implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(OnnxModel.class);

    private final ModelFile file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Set<String> inputs;
    private final NativeGuard guard;

    private OnnxModel(ModelFile file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.inputs = Set.copyOf(session.getInputNames());
        this.guard = new NativeGuard(file.path().toString());
    }

    /**
     * Loads a model.
     *
     * @throws ModelException if the file is not what it must be, is no model, or has inputs that a BERT-style model has not
     */
    static OnnxModel open(ModelFile file) {
        byte[] content = file.read();
        OrtEnvironment environment = environment(file);
        try (OrtSession.SessionOptions options = options()) {
            OnnxModel model = new OnnxModel(file, environment, environment.createSession(content, options));
            try {
                model.signature().requireInputs();
                return model;
            } catch (ModelException e) {
                model.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelException(file.path() + ": expected an ONNX model, found: " + e.getMessage(), e);
        }
    }

    private static OrtEnvironment environment(ModelFile file) {
        try {
            // Failures reach the caller as exceptions; the runtime need not print them as well
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME);
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException | IllegalStateException | LinkageError e) {
            throw new ModelException(
                    file.path() + ": ONNX Runtime's native library cannot be loaded on " + System.getProperty("os.name")
                            + " " + System.getProperty("os.arch") + " (it needs glibc on Linux): " + e,
                    e);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        // One thread a run and as many runs as there are processors: more passages a second than several threads a run
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // The arena keeps what the longest input times the workers once took, which is bounded. Measured with two
        // workers
        // on inputs of many lengths: resident memory stayed near 235 MB with it and rose to 400 to 550 MB without
        options.setCPUArenaAllocator(true);
        // Plans are kept per input shape, and here nearly every text has its own length
        options.setMemoryPatternOptimization(false);
        return options;
    }

    OnnxSignature signature() {
        return guard.use(() -> {
            try {
                return new OnnxSignature(file.path(), session.getInputInfo(), session.getOutputInfo());
            } catch (OrtException e) {
                throw new ModelException(file.path() + ": cannot read the model's inputs and outputs", e);
            }
        });
    }

    /**
     * Runs the model once.
     *
     * @param ids the text's token ids, special ones included
     * @param types the segment of each token, 0 or 1
     * @param outputs the names of the outputs wanted, each of 32-bit floats
     * @return the values of each output, in the order of {@code outputs}, the last axis varying fastest
     */
    List<float[]> run(long[] ids, long[] types, List<String> outputs) {
        return guard.use(() -> {
            try {
                return runOpen(ids, types, outputs);
            } catch (OrtException e) {
                throw new ModelException(
                        file.path() + ": the model cannot be run on " + ids.length + " tokens: " + e.getMessage(), e);
            }
        });
    }

    private List<float[]> runOpen(long[] ids, long[] types, List<String> outputs) throws OrtException {
        long[] mask = new long[ids.length];
        Arrays.fill(mask, 1);
        try (OnnxTensor idTensor = tensor(ids);
                OnnxTensor maskTensor = tensor(mask);
                OnnxTensor typeTensor = tensor(types)) {
            Map<String, OnnxTensor> given = new HashMap<>();
            given.put(OnnxSignature.IDS, idTensor);
            given.put(OnnxSignature.MASK, maskTensor);
            given.put(OnnxSignature.TYPES, typeTensor);
            given.keySet().retainAll(inputs);
            try (OrtSession.Result result = session.run(given, Set.copyOf(outputs))) {
                return outputs.stream().map(name -> floats(result, name)).toList();
            }
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    private float[] floats(OrtSession.Result result, String name) {
        return result.get(name)
                .map(OnnxTensor.class::cast)
                .orElseThrow(() -> new ModelException(file.path() + ": the model gave no output " + name))
                .getFloatBuffer()
                .array();
    }

    /** Waits for the runs that have begun and frees the model; later ones fail. */
    @Override
    public void close() {
        guard.close(() -> {
            try {
                session.close();
            } catch (OrtException e) {
                LOGGER.warn("{}: the model's memory could not be freed", file.path(), e);
            }
        });
    }
}
