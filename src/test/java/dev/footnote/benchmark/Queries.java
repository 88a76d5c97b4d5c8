package dev.footnote.benchmark;

import dev.footnote.corpus.Document;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** Queries as people might type them about pages: by turns a title, and some words out of a sentence. The same for the same seed. */
final class Queries {

    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 12;

    private Queries() {}

    /** Returns so many queries, all different. */
    static List<String> of(List<Document> documents, int count, Random random) {
        Set<String> queries = new LinkedHashSet<>();
        while (queries.size() < count) {
            Document document = documents.get(random.nextInt(documents.size()));
            String query = queries.size() % 2 == 0 ? document.title() : words(document.text(), random);
            if (query.chars().anyMatch(Character::isLetter)) {
                queries.add(query);
            }
        }
        return List.copyOf(queries);
    }

    /** Cuts words from one sentence; empty where the sentence has too few. */
    private static String words(String text, Random random) {
        String[] sentences = BETWEEN_SENTENCES.split(text.strip(), -1);
        String[] words = WHITE_SPACE.split(sentences[random.nextInt(sentences.length)].strip(), -1);
        if (words.length < FEWEST_WORDS) {
            return "";
        }
        int length = FEWEST_WORDS + random.nextInt(Math.min(MOST_WORDS, words.length) - FEWEST_WORDS + 1);
        int start = random.nextInt(words.length - length + 1);
        return String.join(" ", List.of(words).subList(start, start + length));
    }
}
