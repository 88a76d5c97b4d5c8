package dev.footnote.retrieval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Leaves out passages that say nothing that a better one has not said: nearly all of their word trigrams, and all of their names and numbers,
 * stand in it. The same text in five files is so read and cited once; two letters from one template that differ in a name or a number are
 * both kept.
 */
final class NearDuplicates {

    /** The share of a passage's trigrams that must stand in the better one. */
    private static final double NEARLY_ALL = 0.9;

    private static final int WORDS = 3;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private NearDuplicates() {}

    /**
     * Returns the candidates without those that repeat a better one.
     *
     * @param candidates best first
     */
    static List<Candidate> without(List<Candidate> candidates) {
        List<Candidate> kept = new ArrayList<>();
        List<Content> contents = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Content content = Content.of(candidate.passage().text());
            if (contents.stream().noneMatch(better -> better.says(content))) {
                kept.add(candidate);
                contents.add(content);
            }
        }
        return kept;
    }

    /**
     * What a passage says.
     *
     * @param trigrams hashes of its word trigrams, each once
     * @param telling its words with a capital or a digit
     */
    private record Content(Set<Integer> trigrams, Set<String> telling) {

        static Content of(String text) {
            List<String> words = new ArrayList<>();
            Set<String> telling = new HashSet<>();
            WORD.matcher(text).results().forEach(result -> {
                String word = result.group();
                words.add(word.toLowerCase(Locale.ROOT));
                if (word.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isDigit(c))) {
                    telling.add(word);
                }
            });
            Set<Integer> trigrams = new HashSet<>();
            for (int i = 0; i < Math.max(1, words.size() - WORDS + 1); i++) {
                trigrams.add(words.subList(i, Math.min(words.size(), i + WORDS)).hashCode());
            }
            return new Content(trigrams, telling);
        }

        boolean says(Content other) {
            double needed = NEARLY_ALL * other.trigrams.size();
            return trigrams.size() >= needed
                    && telling.containsAll(other.telling)
                    && other.trigrams.stream().filter(trigrams::contains).count() >= needed;
        }
    }
}
