package dev.footnote.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries, in a process of its own, to open an encoder, and says whether ONNX Runtime was loaded for it. */
final class NativeCodeProbe {

    private NativeCodeProbe() {}

    /**
     * Prints the failure and what was loaded.
     *
     * @param arguments the encoder's folder
     */
    public static void main(String[] arguments) throws IOException {
        try (InferenceQueue queue = new InferenceQueue(1, 1)) {
            BertEncoder.open(Path.of(arguments[0]), queue).close();
        } catch (ModelException e) {
            System.out.println(e.getMessage());
        }
        boolean loaded = Files.readString(Path.of("/proc/self/maps")).contains("libonnxruntime");
        System.out.println("ONNX Runtime loaded: " + loaded);
    }
}
