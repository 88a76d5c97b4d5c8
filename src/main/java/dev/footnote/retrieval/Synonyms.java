package dev.footnote.retrieval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a house: acronyms and other names for the same thing. A question is expanded by putting behind each of them, in brackets, what
 * else it is called, and is searched and read so. A text that is compared with a question is likewise given the names under which its own are
 * asked for; what is stored and cited stays as it is.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class Synonyms {

    /** None. */
    public static final Synonyms NONE = new Synonyms(List.of());

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:[.&'’-][\\p{L}\\p{M}\\p{N}]+)*");

    /** Words that mean an entry only where they are written with its capitals: "IT", "US", "WHO". */
    private static final Set<String> FUNCTION_WORDS = Set.of(
            "a", "all", "am", "an", "and", "are", "as", "at", "be", "by", "can", "do", "for", "he", "i", "if", "in",
            "is", "it", "its", "me", "may", "my", "no", "not", "of", "on", "or", "our", "she", "so", "that", "the",
            "they", "this", "to", "up", "us", "was", "we", "what", "when", "who", "will", "you");

    /** What names are looked for under: by their first word in lower case; longer ones first. */
    private final Map<String, List<Entry>> lookedFor;

    /** The other way round: what names are asked for under. */
    private final Map<String, List<Entry>> askedFor;

    /**
     * Makes synonyms of rules.
     *
     * @param rules each says what words are also called
     */
    public Synonyms(List<Rule> rules) {
        this.lookedFor = entries(rules);
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        rules.forEach(rule -> rule.others()
                .forEach(other -> reversed.computeIfAbsent(other, key -> new LinkedHashSet<>())
                        .add(rule.words())));
        this.askedFor = entries(reversed.entrySet().stream()
                .map(entry -> new Rule(entry.getKey(), List.copyOf(entry.getValue())))
                .toList());
    }

    private static Map<String, List<Entry>> entries(List<Rule> rules) {
        Map<String, List<Entry>> entries = new HashMap<>();
        for (Rule rule : rules) {
            Entry entry = new Entry(rule.words(), words(rule.words()), rule.others());
            if (!entry.words.isEmpty()) {
                entries.computeIfAbsent(entry.words.getFirst(), word -> new ArrayList<>())
                        .add(entry);
            }
        }
        entries.values().forEach(list -> list.sort((a, b) -> Integer.compare(b.words.size(), a.words.size())));
        return entries;
    }

    /**
     * What some words are also called.
     *
     * @param words one word or several
     * @param others what else to look for
     */
    public record Rule(String words, List<String> others) {

        public Rule {
            others = List.copyOf(others);
        }
    }

    private record Entry(String written, List<String> words, List<String> others) {}

    /** Returns for how many names others are known. */
    public int size() {
        return lookedFor.values().stream().mapToInt(List::size).sum();
    }

    /** Returns a question with other names in brackets behind those that it uses, each name once. */
    public String expand(String question) {
        return with(lookedFor, question);
    }

    /** Returns a text with the names, in brackets, under which what it names is asked for, each name once. */
    public String named(String text) {
        return with(askedFor, text);
    }

    private static String with(Map<String, List<Entry>> entries, String text) {
        if (entries.isEmpty()) {
            return text;
        }
        List<MatchResult> found = WORD.matcher(text).results().toList();
        StringBuilder expanded = new StringBuilder();
        Set<String> added = new LinkedHashSet<>();
        int copied = 0;
        int at = 0;
        while (at < found.size()) {
            int length = 1;
            for (Entry entry : entries.getOrDefault(lower(found.get(at).group()), List.of())) {
                if (stands(entry, text, found, at)) {
                    length = entry.words.size();
                    List<String> fresh =
                            entry.others.stream().filter(added::add).toList();
                    if (!fresh.isEmpty()) {
                        int end = found.get(at + length - 1).end();
                        expanded.append(text, copied, end)
                                .append(" (")
                                .append(String.join(", ", fresh))
                                .append(')');
                        copied = end;
                    }
                    break;
                }
            }
            at += length;
        }
        return expanded.append(text, copied, text.length()).toString();
    }

    private static boolean stands(Entry entry, String text, List<MatchResult> found, int at) {
        if (at + entry.words.size() > found.size()) {
            return false;
        }
        for (int i = 0; i < entry.words.size(); i++) {
            if (!lower(found.get(at + i).group()).equals(entry.words.get(i))) {
                return false;
            }
        }
        boolean ambiguous = entry.words.size() == 1 && FUNCTION_WORDS.contains(entry.words.getFirst());
        int end = found.get(at + entry.words.size() - 1).end();
        return !ambiguous || text.substring(found.get(at).start(), end).equals(entry.written);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(result -> lower(result.group())).toList();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
