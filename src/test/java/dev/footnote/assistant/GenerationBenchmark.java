package dev.footnote.assistant;

import dev.footnote.answer.Evidence;
import dev.footnote.assistant.SupportPairs.Pair;
import dev.footnote.corpus.Span;
import dev.footnote.generation.ModelOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Says how many sentences of a scripted language model are judged rightly: true ones and changed ones of {@link SupportPairs}, each cited in
 * one of the ways in which models cite, against five passages of which one is its own. Only documents that no weight was fitted to.
 *
 * <p>Arguments: sentences to start from, of each origin and folder; folders.
 */
final class GenerationBenchmark {

    private static final int PASSAGES = 5;
    private static final List<String> STYLES =
            List.of(" [%d].", ". [%d]", "【%d†source】.", " (Source %d).", "[^%d].", ".", " [9].", " [%d][%d].");

    private final PrintStream out = System.out;
    private final Random random = new Random(6);
    private final SupportJudge judge = new SupportJudge();

    private GenerationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("expected: SENTENCES FOLDER…, got " + List.of(arguments));
        }
        new GenerationBenchmark()
                .run(Integer.parseInt(arguments[0]), List.of(arguments).subList(1, arguments.length));
    }

    /** How many of a kind, and how many of them were judged rightly. */
    private static final class Count {
        private int all;
        private int right;
        private int ownPassage;
    }

    private void run(int most, List<String> folders) throws IOException {
        Map<String, Count> kinds = new TreeMap<>();
        Map<String, Count> styles = new TreeMap<>();
        for (String folder : folders) {
            List<Pair> pairs = SupportPairs.of(Path.of(folder), most).stream()
                    .filter(pair -> !pair.fitting())
                    .toList();
            for (Pair pair : pairs) {
                List<Evidence> passages = passages(pair, pairs);
                int own = passages.stream().map(Evidence::document).toList().indexOf(pair.document()) + 1;
                String style = STYLES.get(random.nextInt(STYLES.size()));
                String said = pair.sentence().replaceFirst("\\.$", "") + String.format(Locale.ROOT, style, own, own);
                ModelOutput output = new ModelOutput(List.of());
                output.append(said);
                output.end();
                List<GeneratedSentence> sentences = new GeneratedText().sentences(output.text(), 0, output.marks());
                if (sentences.size() != 1) {
                    continue; // a sentence that the splitter takes for two is not judged as one
                }
                List<Evidence> found = new Attribution(judge, passages)
                        .attribute(sentences.getFirst())
                        .evidence();
                boolean right = found.isEmpty() != pair.supported();
                for (Count count : List.of(
                        kinds.computeIfAbsent(pair.kind(), kind -> new Count()),
                        kinds.computeIfAbsent(pair.supported() ? "ALL TRUE" : "ALL CHANGED", kind -> new Count()),
                        styles.computeIfAbsent(
                                (pair.supported() ? "true    " : "changed ") + style, key -> new Count()))) {
                    count.all++;
                    count.right += right ? 1 : 0;
                    count.ownPassage +=
                            !found.isEmpty() && found.getFirst().document().equals(pair.document()) ? 1 : 0;
                }
            }
        }
        out.println("judged rightly, by kind; of true ones, how many cite their own passage");
        print(kinds);
        out.println("by way of citing");
        print(styles);
    }

    private List<Evidence> passages(Pair pair, List<Pair> pairs) {
        List<Evidence> passages = new ArrayList<>();
        passages.add(evidence(pair));
        while (passages.size() < PASSAGES) {
            Evidence other = evidence(pairs.get(random.nextInt(pairs.size())));
            if (passages.stream().noneMatch(passage -> passage.document().equals(other.document()))) {
                passages.add(other);
            }
        }
        Collections.shuffle(passages, random);
        return passages;
    }

    private static Evidence evidence(Pair pair) {
        return new Evidence(pair.document(), new Span(0, pair.document().text().length()));
    }

    private void print(Map<String, Count> counts) {
        counts.forEach((kind, count) -> out.printf(
                Locale.ROOT,
                "  %-40s %5d  %.3f  own %.3f%n",
                kind,
                count.all,
                (double) count.right / count.all,
                (double) count.ownPassage / count.all));
    }
}
