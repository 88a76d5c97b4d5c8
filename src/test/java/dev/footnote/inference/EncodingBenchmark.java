package dev.footnote.inference;

import ai.onnxruntime.OrtException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares passages encoded a second with LangChain4j's in-process model and with ONNX Runtime called by hand: the same weights, passages
 * and number of threads, all warm, by turns, and each goes first as often as the others where the number of rounds allows it.
 */
final class EncodingBenchmark {

    private static final int MOST_PASSAGES = 64;
    private static final int SHORTEST = 200;
    private static final int LONGEST = 1_200;
    private static final double MOST_DIFFERENCE = 1e-4;

    private EncodingBenchmark() {}

    /**
     * Prints the figures.
     *
     * @param arguments the number of rounds (default 9), and the folder of texts (default {@code seeds})
     */
    public static void main(String[] arguments) throws IOException, OrtException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        List<TextSegment> passages = passages(Path.of(arguments.length > 1 ? arguments[1] : "seeds"));
        int threads = Runtime.getRuntime().availableProcessors();
        Path folder = Path.of("models", "bge-small-en-v1.5");
        try (ExecutorService executor = Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("langchain4j-", 0).factory());
                InferenceQueue queue = new InferenceQueue(threads, 2 * MOST_PASSAGES);
                Encoder encoder = BertEncoder.open(folder, queue);
                RawOnnxRuntime onnxRuntime = new RawOnnxRuntime(ModelDescription.load(folder), threads)) {
            Contender ours = new Contender("ours", new FootnoteEmbeddingModel(encoder, Duration.ofMinutes(10)), rounds);
            Contender raw = new Contender("raw ONNX Runtime", onnxRuntime, rounds);
            Contender langChain4j =
                    new Contender("LangChain4j", new BgeSmallEnV15QuantizedEmbeddingModel(executor), rounds);
            System.out.printf(
                    Locale.ROOT,
                    "%d passages of %d characters on average, %d threads, %d rounds%n",
                    passages.size(),
                    passages.stream()
                                    .mapToInt(passage -> passage.text().length())
                                    .sum()
                            / passages.size(),
                    threads,
                    rounds);
            langChain4j.model.embedAll(passages);
            requireSameVectors(ours.model, raw.model, passages);
            List<Contender> contenders = List.of(ours, raw, langChain4j);
            for (int round = 0; round < rounds; round++) {
                for (int turn = 0; turn < contenders.size(); turn++) {
                    contenders.get((round + turn) % contenders.size()).run(round, passages);
                }
                int number = round;
                System.out.printf(
                        "round %d: %s%n",
                        number + 1,
                        contenders.stream()
                                .map(contender -> String.format(
                                        Locale.ROOT, "%s %.1f", contender.name, contender.passagesPerSecond[number]))
                                .collect(Collectors.joining(", ")));
            }
            print(ours);
            for (Contender other : List.of(raw, langChain4j)) {
                print(other);
                double[] ratios = IntStream.range(0, rounds)
                        .mapToDouble(round -> ours.passagesPerSecond[round] / other.passagesPerSecond[round])
                        .toArray();
                System.out.printf(
                        Locale.ROOT,
                        "  ours / %s: %.2f, in the rounds %.2f to %.2f%n",
                        other.name,
                        median(ratios),
                        Arrays.stream(ratios).min().orElseThrow(),
                        Arrays.stream(ratios).max().orElseThrow());
            }
        }
    }

    private static void print(Contender contender) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f passages/s, median of the rounds%n",
                contender.name,
                median(contender.passagesPerSecond));
    }

    /** Work that differs in its result cannot be compared. LangChain4j's model cuts long passages otherwise, so its vectors may differ. */
    private static void requireSameVectors(EmbeddingModel left, EmbeddingModel right, List<TextSegment> passages) {
        List<Embedding> lefts = left.embedAll(passages).content();
        List<Embedding> rights = right.embedAll(passages).content();
        for (int i = 0; i < passages.size(); i++) {
            double difference = 1 - CosineSimilarity.between(lefts.get(i), rights.get(i));
            if (!(difference <= MOST_DIFFERENCE)) {
                throw new IllegalStateException(
                        "expected the same vector for passage " + i + ", found a difference of " + difference);
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** A model and how many passages it encoded a second, round by round. */
    private static final class Contender {
        private final String name;
        private final EmbeddingModel model;
        private final double[] passagesPerSecond;

        Contender(String name, EmbeddingModel model, int rounds) {
            this.name = name;
            this.model = model;
            this.passagesPerSecond = new double[rounds];
        }

        void run(int round, List<TextSegment> passages) {
            long begun = System.nanoTime();
            if (model.embedAll(passages).content().size() != passages.size()) {
                throw new IllegalStateException("expected one vector a passage from " + name);
            }
            passagesPerSecond[round] = passages.size() * 1e9 / (System.nanoTime() - begun);
        }
    }

    private static List<TextSegment> passages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .flatMap(file -> paragraphs(file).stream())
                    .limit(MOST_PASSAGES)
                    .map(TextSegment::from)
                    .toList();
        }
    }

    /** Joins short paragraphs and cuts long ones, to the length of ordinary passages. */
    private static List<String> paragraphs(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Stream.of(text.split("\\n\\s*\\n"))
                .flatMap(paragraph -> IntStream.iterate(
                                0, start -> start < paragraph.length(), start -> start + LONGEST)
                        .mapToObj(start -> paragraph.substring(start, Math.min(paragraph.length(), start + LONGEST))))
                .filter(paragraph -> paragraph.length() >= SHORTEST)
                .toList();
    }
}
