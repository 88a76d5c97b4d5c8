package dev.footnote.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a model, to be checked when it is loaded rather than when a question waits for it.
 *
 * @param file the model, for messages
 * @param inputs by name
 * @param outputs by name, in the model's order
 */
record OnnxSignature(Path file, Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {

    static final String IDS = "input_ids";
    static final String MASK = "attention_mask";
    static final String TYPES = "token_type_ids";

    private static final int RANK_OF_INPUTS = 2;

    void requireInputs() {
        boolean complete = inputs.keySet().containsAll(Set.of(IDS, MASK));
        boolean known = Set.of(IDS, MASK, TYPES).containsAll(inputs.keySet());
        boolean fitting = inputs.values().stream().allMatch(node -> isTensor(node, OnnxJavaType.INT64, RANK_OF_INPUTS));
        if (!complete || !known || !fitting) {
            throw new ModelException(file + ": expected the inputs " + IDS + ", " + MASK + " and optionally " + TYPES
                    + ", each int64 [batch, tokens], found " + listed(inputs.values()));
        }
    }

    /** Returns the name of the first output of floats that has {@code rank} axes. */
    String outputOfRank(int rank, String meaning) {
        return outputs.values().stream()
                .filter(node -> isTensor(node, OnnxJavaType.FLOAT, rank))
                .findFirst()
                .map(NodeInfo::getName)
                .orElseThrow(() -> new ModelException(
                        file + ": expected an output float " + meaning + ", found " + listed(outputs.values())));
    }

    void requireOutput(String name, int rank, String meaning) {
        if (Optional.ofNullable(outputs.get(name))
                .filter(node -> isTensor(node, OnnxJavaType.FLOAT, rank))
                .isEmpty()) {
            throw new ModelException(file + ": expected an output " + name + ", float " + meaning + ", found "
                    + listed(outputs.values()));
        }
    }

    private static boolean isTensor(NodeInfo node, OnnxJavaType type, int rank) {
        return node.getInfo() instanceof TensorInfo tensor && tensor.type == type && tensor.getShape().length == rank;
    }

    private static String listed(Collection<NodeInfo> nodes) {
        return nodes.stream().map(OnnxSignature::written).collect(Collectors.joining(", "));
    }

    private static String written(NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            return node.getName() + " (no tensor)";
        }
        StringBuilder axes = new StringBuilder();
        for (int axis = 0; axis < tensor.getShape().length; axis++) {
            String name = tensor.getDimensionNames()[axis];
            axes.append(axis == 0 ? "" : ", ").append(tensor.getShape()[axis] >= 0 ? tensor.getShape()[axis] : name);
        }
        return node.getName() + " " + tensor.type + " [" + axes + "]";
    }
}
