package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.answer.Evidence;
import dev.footnote.assistant.SupportPairs.Pair;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.inference.Encoder;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Says how well {@link SupportJudge} tells sentences that a passage supports from others, beside two plain ways: the share of a sentence's
 * words that stand in the passage, and the encoder's cosine of the sentence and its nearest sentences. Thresholds of the plain ways are
 * tuned on the half of the documents that weights may be fitted to; all figures are of the other half. Every kind of true pair weighs the
 * same, and every kind of change.
 *
 * <p>Arguments: sentences to start from, of each origin and folder; a file to write the signals of all pairs to as tab-separated values,
 * what weights are fitted to, or {@code -}; folders.
 */
final class SupportBenchmark {

    private static final int BINS = 10;

    /** The encoder is slow: it judges one pair of so many. */
    private static final int ENCODED = 5;

    private final PrintStream out = System.out;
    private final List<Judged> judged = new ArrayList<>();

    /**
     * A pair, what the judge makes of it, and what a plain way does.
     */
    private record Judged(Pair pair, String category, Support support, double plain) {}

    /** A pair and how much it counts. */
    private record Weighted(Judged judged, double weight) {

        boolean supported() {
            return judged.pair().supported();
        }
    }

    private SupportBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String folder : Arrays.asList(arguments).subList(2, arguments.length)) {
            pairs.addAll(SupportPairs.of(Path.of(folder), Integer.parseInt(arguments[0])));
        }
        SupportBenchmark benchmark = new SupportBenchmark();
        benchmark.judge(pairs);
        benchmark.report();
        benchmark.times(pairs);
        if (!arguments[1].equals("-")) {
            Files.write(
                    Path.of(arguments[1]),
                    pairs.stream().map(SupportBenchmark::signals).toList());
        }
        System.exit(0);
    }

    private void judge(List<Pair> pairs) {
        SupportJudge judge = new SupportJudge();
        for (Pair pair : pairs) {
            Wording passage =
                    Wording.of(pair.document().title() + "\n" + pair.document().text());
            Wording claim = Wording.of(pair.sentence());
            double held = claim.items().stream()
                    .filter(item -> !passage.occurrences(item).isEmpty())
                    .count();
            judged.add(new Judged(
                    pair,
                    pair.kind().replaceAll(" \\(.*", ""),
                    judge.judge(pair.sentence(), pair.document(), whole(pair)),
                    held / Math.max(1, claim.items().size())));
        }
    }

    private static Span whole(Pair pair) {
        return new Span(0, pair.document().text().length());
    }

    private void report() {
        Predicate<Judged> fitting = one -> one.pair().fitting();
        long quoted = judged.stream().filter(SupportBenchmark::isQuoted).count();
        out.printf(Locale.ROOT, "quoted whole, and left out below: %d, supported %.3f%n", quoted, supportedOfQuoted());
        judged.removeIf(SupportBenchmark::isQuoted);
        List<Judged> measured = judged.stream().filter(fitting.negate()).toList();
        out.printf(Locale.ROOT, "pairs: %d, of which measured: %d%n", judged.size(), measured.size());
        ToDoubleFunction<Judged> chance = one -> one.support().chance();
        line("judge, threshold 0.5", measured, chance, 0.5);
        line(
                "judge, tuned",
                measured,
                chance,
                tuned(chance, judged.stream().filter(fitting).toList()));
        line(
                "words in the passage, tuned",
                measured,
                Judged::plain,
                tuned(Judged::plain, judged.stream().filter(fitting).toList()));
        encoder();
        out.println("taken for supported at 0.5, by kind (of all; by folder):");
        new TreeMap<>(measured.stream().collect(Collectors.groupingBy(Judged::category)))
                .forEach((kind, ofKind) -> out.printf(
                        Locale.ROOT,
                        "  %-24s %.3f of %4d  %s%n",
                        kind,
                        accepted(ofKind, chance, 0.5),
                        ofKind.size(),
                        new TreeMap<>(ofKind.stream()
                                        .collect(Collectors.groupingBy(
                                                one -> one.pair().source())))
                                .entrySet().stream()
                                        .map(folder -> String.format(
                                                Locale.ROOT,
                                                "%s %.2f",
                                                folder.getKey(),
                                                accepted(folder.getValue(), chance, 0.5)))
                                        .collect(Collectors.joining(", "))));
        calibration(measured);
        long objected = measured.stream()
                .filter(one -> !one.support().objections().isEmpty())
                .count();
        out.printf(Locale.ROOT, "with an objection: %d of %d%n", objected, measured.size());
    }

    private static boolean isQuoted(Judged one) {
        return one.support().chance() == SupportJudge.QUOTED;
    }

    private double supportedOfQuoted() {
        return judged.stream()
                .filter(SupportBenchmark::isQuoted)
                .mapToDouble(one -> one.pair().supported() ? 1 : 0)
                .average()
                .orElse(0);
    }

    private void encoder() {
        List<Judged> sample = new ArrayList<>();
        try (ApplicationContext context = ApplicationContext.run()) {
            Encoder encoder = context.getBean(Encoder.class);
            for (int i = 0; i < judged.size(); i += ENCODED) {
                Judged one = judged.get(i);
                String text = one.pair().document().text();
                String nearest = one.support().spans().stream()
                        .map(span -> span.of(text))
                        .collect(Collectors.joining(" "));
                double cosine = cosine(encoder, one.pair().sentence(), nearest.isEmpty() ? text : nearest);
                sample.add(new Judged(one.pair(), one.category(), one.support(), cosine));
            }
        }
        List<Judged> fitting =
                sample.stream().filter(one -> one.pair().fitting()).toList();
        List<Judged> measured =
                sample.stream().filter(one -> !one.pair().fitting()).toList();
        line("encoder, tuned, 1 pair in " + ENCODED, measured, Judged::plain, tuned(Judged::plain, fitting));
        line("judge on these, threshold 0.5", measured, one -> one.support().chance(), 0.5);
    }

    private static double cosine(Encoder encoder, String one, String other) {
        float[] left = encoder.encodePassage(one, Deadline.distant());
        float[] right = encoder.encodePassage(other, Deadline.distant());
        double cosine = 0;
        for (int i = 0; i < left.length; i++) {
            cosine += (double) left[i] * right[i];
        }
        return cosine;
    }

    private void line(String name, List<Judged> on, ToDoubleFunction<Judged> score, double threshold) {
        out.printf(
                Locale.ROOT,
                "%-32s balanced accuracy %.3f at %.3f, area under ROC %.3f%n",
                name,
                balancedAccuracy(on, score, threshold),
                threshold,
                area(on, score));
    }

    private static double tuned(ToDoubleFunction<Judged> score, List<Judged> on) {
        List<Double> scores = on.stream().map(score::applyAsDouble).sorted().toList();
        double best = 0;
        double most = 0;
        for (int i = 0; i < 200; i++) {
            double threshold = scores.get(i * (scores.size() - 1) / 199);
            double accuracy = balancedAccuracy(on, score, threshold);
            if (accuracy > most) {
                most = accuracy;
                best = threshold;
            }
        }
        return best;
    }

    private static double accepted(List<Judged> on, ToDoubleFunction<Judged> score, double threshold) {
        return on.stream()
                .mapToDouble(one -> score.applyAsDouble(one) >= threshold ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** How much each pair weighs: supported and others half each, and every kind of these the same. */
    private static List<Weighted> weighted(List<Judged> on) {
        Map<String, List<Judged>> kinds = on.stream().collect(Collectors.groupingBy(Judged::category));
        long trueKinds = kinds.keySet().stream()
                .filter(kind -> kind.startsWith(SupportPairs.TRUE))
                .count();
        List<Weighted> weighted = new ArrayList<>();
        kinds.forEach((kind, ofKind) -> {
            double kindsOfIt = kind.startsWith(SupportPairs.TRUE) ? trueKinds : kinds.size() - trueKinds;
            ofKind.forEach(one -> weighted.add(new Weighted(one, 0.5 / kindsOfIt / ofKind.size())));
        });
        return weighted;
    }

    private static double balancedAccuracy(List<Judged> on, ToDoubleFunction<Judged> score, double threshold) {
        return weighted(on).stream()
                .filter(one -> (score.applyAsDouble(one.judged()) >= threshold) == one.supported())
                .mapToDouble(Weighted::weight)
                .sum();
    }

    private static double area(List<Judged> on, ToDoubleFunction<Judged> score) {
        TreeMap<Double, List<Weighted>> byScore = weighted(on).stream()
                .collect(Collectors.groupingBy(
                        one -> score.applyAsDouble(one.judged()), TreeMap::new, Collectors.toList()));
        double below = 0;
        double area = 0;
        for (List<Weighted> same : byScore.values()) {
            double supported = weight(same, Weighted::supported);
            double others = weight(same, one -> !one.supported());
            area += supported * (below + others / 2);
            below += others;
        }
        return area / 0.25;
    }

    private static double weight(List<Weighted> on, Predicate<Weighted> which) {
        return on.stream().filter(which).mapToDouble(Weighted::weight).sum();
    }

    private void calibration(List<Judged> measured) {
        out.println("chance given, share supported:");
        Map<Integer, List<Weighted>> bins = weighted(measured).stream()
                .collect(Collectors.groupingBy(
                        one -> Math.min(BINS - 1, (int) (one.judged().support().chance() * BINS))));
        new TreeMap<>(bins).values().forEach(in -> {
            double given = in.stream()
                    .mapToDouble(one -> one.weight() * one.judged().support().chance())
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "  %.2f %.2f  %d pairs%n",
                    given / weight(in, one -> true),
                    weight(in, Weighted::supported) / weight(in, one -> true),
                    in.size());
        });
    }

    /** How long a sentence takes: quoted, in other words, and eight sentences against three passages each, warm. */
    private void times(List<Pair> pairs) {
        SupportJudge judge = new SupportJudge();
        List<Pair> quoted = pairs.stream()
                .filter(pair -> pair.kind().equals(SupportPairs.AS_IT_STANDS))
                .toList();
        List<Pair> compared = judged.stream().map(Judged::pair).toList();
        out.printf(
                Locale.ROOT,
                "µs a sentence: quoted %s, compared %s%n",
                microseconds(judge, quoted),
                microseconds(judge, compared));
        List<Long> answers = new ArrayList<>();
        for (int i = 0; i + 8 <= compared.size(); i += 8) {
            List<Pair> eight = compared.subList(i, i + 8);
            List<Evidence> three = eight.stream()
                    .map(one -> new Evidence(one.document(), whole(one)))
                    .distinct()
                    .limit(3)
                    .toList();
            long started = System.nanoTime();
            judge.judge(eight.stream().map(Pair::sentence).toList(), three);
            answers.add((System.nanoTime() - started) / 1000);
        }
        answers.sort(Comparator.naturalOrder());
        out.printf(
                Locale.ROOT,
                "µs for 8 sentences against up to 3 passages: p50 %d, p99 %d%n",
                answers.get(answers.size() / 2),
                answers.get(answers.size() * 99 / 100));
    }

    private static String microseconds(SupportJudge judge, List<Pair> on) {
        List<Double> each = new ArrayList<>();
        for (Pair one : on) {
            long started = System.nanoTime();
            judge.judge(one.sentence(), one.document(), whole(one));
            each.add((System.nanoTime() - started) / 1000.0);
        }
        each.sort(Comparator.naturalOrder());
        return String.format(
                Locale.ROOT, "p50 %.1f, p99 %.1f", each.get(each.size() / 2), each.get(each.size() * 99 / 100));
    }

    private static String signals(Pair pair) {
        JudgedPassage.Chosen chosen = new JudgedPassage(pair.document(), whole(pair), new SentenceSplitter())
                .choose(Wording.of(pair.sentence()));
        Comparison comparison = chosen.compare(Wording.of(pair.sentence()));
        Map<Signal, Double> signals = new EnumMap<>(comparison.signals());
        return String.join(
                "\t",
                pair.kind(),
                pair.source(),
                pair.fitting() ? "1" : "0",
                pair.supported() ? "1" : "0",
                Arrays.stream(Signal.values())
                        .map(signal -> signal + "=" + Signal.capped(signals.getOrDefault(signal, 0.0)))
                        .collect(Collectors.joining(",")),
                comparison.objections().toString(),
                pair.sentence(),
                chosen.spans().stream()
                        .map(span -> span.of(pair.document().text()).replaceAll("\\s+", " "))
                        .collect(Collectors.joining(" ")));
    }
}
