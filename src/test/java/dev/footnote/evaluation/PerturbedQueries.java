package dev.footnote.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes copies of a benchmark folder whose queries are as people type them, by a fixed seed: {@code plain} (as they were, for comparison),
 * {@code typos} (one slip in every fourth long word, at least one), {@code keywords} (lower case, without question and function words) and
 * {@code several} (each with another one behind it in one message; what either wants is right). Arguments: folder, folder to write to.
 */
final class PerturbedQueries {

    private static final long SEED = 41;
    private static final int LONG_WORD = 5;
    private static final Set<String> FUNCTION_WORDS = Set.of(
            ("a an and are as at be been by can could did do does for from had has have how in into is it its of on or "
                            + "that the their there these this to was were what when where which who whom whose why will with would")
                    .split(" "));

    private final Random random = new Random(SEED);

    private PerturbedQueries() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        List<RankedQuery> queries = queries(BenchmarkFolder.read(source).set());
        PerturbedQueries perturbed = new PerturbedQueries();
        Path target = Path.of(arguments[1]);
        write(source, target.resolve("plain"), queries);
        write(source, target.resolve("typos"), perturbed.each(queries, perturbed::typos));
        write(source, target.resolve("keywords"), perturbed.each(queries, PerturbedQueries::keywords));
        write(source, target.resolve("several"), perturbed.several(queries));
    }

    private static List<RankedQuery> queries(QuestionSet set) {
        return Stream.concat(
                        set.queries().stream()
                                .map(query -> new RankedQuery(query.id(), query.text(), List.of(), query.relevant())),
                        set.questions().stream()
                                .filter(question -> question.answerable()
                                        && !question.document().isEmpty())
                                .map(question -> new RankedQuery(
                                        question.id(), question.text(), List.of(), Map.of(question.document(), 1))))
                .toList();
    }

    private List<RankedQuery> each(List<RankedQuery> queries, UnaryOperator<String> change) {
        return queries.stream()
                .map(query -> new RankedQuery(query.id(), change.apply(query.text()), List.of(), query.relevant()))
                .toList();
    }

    private String typos(String text) {
        String[] words = text.split(" ", -1);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].length() >= LONG_WORD && words[i].chars().allMatch(Character::isLetter)) {
                places.add(i);
            }
        }
        Collections.shuffle(places, random);
        for (int place : places.subList(0, Math.min(places.size(), Math.max(1, places.size() / 4)))) {
            words[place] = slip(words[place]);
        }
        return String.join(" ", words);
    }

    /** One slip of the fingers, not at the first letter: two letters swapped, one left out, doubled or replaced. */
    private String slip(String word) {
        int at = 1 + random.nextInt(word.length() - 2);
        String before = word.substring(0, at);
        String after = word.substring(at + 1);
        return switch (random.nextInt(4)) {
            case 0 -> before + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
            case 1 -> before + after;
            case 2 -> before + word.charAt(at) + word.charAt(at) + after;
            default -> before + (char) ('a' + random.nextInt(26)) + after;
        };
    }

    private static String keywords(String text) {
        String kept = Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}'-]+", -1))
                .filter(word -> !word.isEmpty() && !FUNCTION_WORDS.contains(word))
                .collect(Collectors.joining(" "));
        return kept.isEmpty() ? text : kept;
    }

    private List<RankedQuery> several(List<RankedQuery> queries) {
        return queries.stream()
                .map(query -> {
                    RankedQuery other = queries.get(random.nextInt(queries.size()));
                    Map<String, Integer> relevant = new TreeMap<>(query.relevant());
                    relevant.putAll(other.relevant());
                    return new RankedQuery(query.id(), query.text() + " " + other.text(), List.of(), relevant);
                })
                .toList();
    }

    private static void write(Path source, Path target, List<RankedQuery> queries) throws IOException {
        Files.createDirectories(target);
        Files.copy(source.resolve("corpus.jsonl"), target.resolve("corpus.jsonl"), StandardCopyOption.REPLACE_EXISTING);
        ObjectMapper json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        List<String> judgements = new ArrayList<>(List.of("query-id\tcorpus-id\tscore"));
        for (RankedQuery query : queries) {
            lines.add(json.writeValueAsString(Map.of("_id", query.id(), "text", query.text())));
            query.relevant().forEach((id, grade) -> judgements.add(query.id() + "\t" + id + "\t" + grade));
        }
        Files.write(target.resolve("queries.jsonl"), lines, StandardCharsets.UTF_8);
        Files.write(target.resolve("qrels.tsv"), judgements, StandardCharsets.UTF_8);
    }
}
