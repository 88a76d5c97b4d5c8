package dev.footnote.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prints for each kind of turn how much a use of what was said before gains or loses beside another. Arguments: the benchmark folder, and two
 * files that {@code evaluate --details} has written for it, such as with {@code --history NONE} and {@code --history UNDERSTOOD}. Kinds are told by
 * rules of its own, not by those of the product.
 */
final class TurnTypes {

    /** What a turn is, the first that applies. */
    private enum Type {
        FIRST,
        PRONOUN,
        ELLIPSIS,
        TOPIC_CHANGE,
        SELF_CONTAINED
    }

    private static final List<String> FIGURES = List.of("ndcg@5", "recall@5", "recall@10");
    private static final Pattern PRONOUN = Pattern.compile(
            "(?i)\\b(?:he|she|it|they|him|her|them|his|hers|its|their|this|that|these|those|there|one|ones|same|such)\\b");
    private static final Set<String> LITTLE = Set.of(
            ("the and for are was were been does did has have had can could will would should may you your what which who whom whose when where"
                            + " why how about with from into not yes also any some more please tell then than just get know there this that")
                    .split(" ", -1));
    private static final int FEWEST_WORDS = 3;
    private static final int STEM = 5;

    private TurnTypes() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<BenchmarkQuery> queries =
                BenchmarkFolder.read(Path.of(arguments[0])).set().queries();
        Map<String, Map<String, Double>> without = values(arguments[1]);
        Map<String, Map<String, Double>> with = values(arguments[2]);
        Map<Type, List<BenchmarkQuery>> types = queries.stream()
                .filter(query -> values(with, "ndcg@5").containsKey(query.id()))
                .collect(Collectors.groupingBy(TurnTypes::type));
        out.printf(
                Locale.ROOT,
                "%-15s %5s  %s%n",
                "kind",
                "turns",
                FIGURES.stream().map(figure -> figure + " of each").collect(Collectors.joining("  ")));
        for (Type type : Type.values()) {
            List<BenchmarkQuery> turns = types.getOrDefault(type, List.of());
            out.printf(
                    Locale.ROOT,
                    "%-15s %5d  %s%n",
                    type.name().toLowerCase(Locale.ROOT),
                    turns.size(),
                    FIGURES.stream()
                            .map(figure -> String.format(
                                    Locale.ROOT,
                                    "%.3f -> %.3f",
                                    mean(values(without, figure), turns),
                                    mean(values(with, figure), turns)))
                            .collect(Collectors.joining("  ")));
        }
    }

    private static Map<String, Map<String, Double>> values(String file) throws IOException {
        return new ObjectMapper().readValue(Path.of(file).toFile(), new TypeReference<>() {});
    }

    private static Map<String, Double> values(Map<String, Map<String, Double>> all, String figure) {
        return Objects.requireNonNull(all.get(figure), () -> "the details must have " + figure);
    }

    private static double mean(Map<String, Double> values, List<BenchmarkQuery> turns) {
        return turns.stream()
                .mapToDouble(turn -> Objects.requireNonNull(values.get(turn.id())))
                .average()
                .orElse(Double.NaN);
    }

    private static Type type(BenchmarkQuery query) {
        if (query.history().isEmpty()) {
            return Type.FIRST;
        }
        if (PRONOUN.matcher(query.text()).find()) {
            return Type.PRONOUN;
        }
        Set<String> words = words(query.text());
        if (words.size() < FEWEST_WORDS) {
            return Type.ELLIPSIS;
        }
        Set<String> said = words(query.history().stream().map(HistoryTurn::text).collect(Collectors.joining(" ")));
        return words.stream().noneMatch(said::contains) ? Type.TOPIC_CHANGE : Type.SELF_CONTAINED;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}\\p{N}]+", -1))
                .filter(word -> word.length() > 2 && !LITTLE.contains(word))
                .map(word -> word.substring(0, Math.min(STEM, word.length())))
                .collect(Collectors.toSet());
    }
}
