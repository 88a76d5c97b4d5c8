package dev.footnote.inference;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares passages encoded a second with LangChain4j's in-process model: the same weights, passages and number of threads, both warm, in
 * alternating rounds.
 */
final class EncodingBenchmark {

    private static final int MOST_PASSAGES = 64;
    private static final int SHORTEST = 200;
    private static final int LONGEST = 1_200;

    private EncodingBenchmark() {}

    /**
     * Prints the figures.
     *
     * @param arguments the number of rounds (default 5), and the folder of texts (default {@code seeds})
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<TextSegment> passages = passages(Path.of(arguments.length > 1 ? arguments[1] : "seeds"));
        int threads = Runtime.getRuntime().availableProcessors();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("theirs-", 0).factory());
                InferenceQueue queue = new InferenceQueue(threads, 2 * MOST_PASSAGES);
                Encoder encoder = new ModelFolders(Path.of("models")).openEncoder("bge-small-en-v1.5", queue)) {
            EmbeddingModel ours = new FootnoteEmbeddingModel(encoder, Duration.ofMinutes(10));
            EmbeddingModel theirs = new BgeSmallEnV15QuantizedEmbeddingModel(executor);
            passagesPerSecond(ours, passages);
            passagesPerSecond(theirs, passages);
            double[] oursRounds = new double[rounds];
            double[] theirsRounds = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                boolean oursFirst = round % 2 == 0;
                oursRounds[round] = oursFirst ? passagesPerSecond(ours, passages) : 0;
                theirsRounds[round] = passagesPerSecond(theirs, passages);
                oursRounds[round] = oursFirst ? oursRounds[round] : passagesPerSecond(ours, passages);
                System.out.printf(
                        Locale.ROOT,
                        "round %d: ours %.1f, LangChain4j %.1f%n",
                        round + 1,
                        oursRounds[round],
                        theirsRounds[round]);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d passages of %d characters on average, %d threads, median of %d rounds: ours %.1f passages/s, LangChain4j %.1f passages/s, ratio %.2f%n",
                    passages.size(),
                    passages.stream()
                                    .mapToInt(passage -> passage.text().length())
                                    .sum()
                            / passages.size(),
                    threads,
                    rounds,
                    median(oursRounds),
                    median(theirsRounds),
                    median(oursRounds) / median(theirsRounds));
        }
    }

    private static double passagesPerSecond(EmbeddingModel model, List<TextSegment> passages) {
        long begun = System.nanoTime();
        if (model.embedAll(passages).content().size() != passages.size()) {
            throw new IllegalStateException("expected one vector a passage");
        }
        return passages.size() * 1e9 / (System.nanoTime() - begun);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
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
