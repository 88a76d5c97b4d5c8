package dev.footnote.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares answers as SQuAD's official script does: without case, punctuation, articles and extra space (Rajpurkar et al. 2016). */
final class AnswerText {

    private static final Pattern PUNCTUATION = Pattern.compile("[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~]");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private AnswerText() {}

    static String normalized(String text) {
        return normalized(text, "");
    }

    private static String normalized(String text, String forPunctuation) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(forPunctuation);
        return SPACE.matcher(ARTICLES.matcher(bare).replaceAll(" "))
                .replaceAll(" ")
                .strip();
    }

    static List<String> words(String text) {
        String normalized = normalized(text);
        return normalized.isEmpty() ? List.of() : Arrays.asList(normalized.split(" "));
    }

    /** Returns 1 if the answer equals one of the gold answers, else 0. */
    static double exactMatch(String answer, List<String> gold) {
        return gold.stream().anyMatch(each -> normalized(each).equals(normalized(answer))) ? 1 : 0;
    }

    /** Returns the best harmonic mean of word precision and recall against the gold answers, from 0 to 1. */
    static double f1(String answer, List<String> gold) {
        return gold.stream().mapToDouble(each -> f1(answer, each)).max().orElse(0);
    }

    private static double f1(String answer, String gold) {
        List<String> said = words(answer);
        List<String> wanted = words(gold);
        if (said.isEmpty() || wanted.isEmpty()) {
            return said.equals(wanted) ? 1 : 0;
        }
        int common = common(said, wanted);
        return common == 0 ? 0 : 2.0 * common / (said.size() + wanted.size());
    }

    /**
     * Tells whether one of the gold answers stands in the text, in whole words. Punctuation either joins words, as in SQuAD's script, or
     * parts them: "12" stands in "a 12-year-old", but not in "2012".
     */
    static boolean holds(String text, List<String> gold) {
        return gold.stream().anyMatch(each -> holds(text, each, "") || holds(text, each, " "));
    }

    private static boolean holds(String text, String gold, String forPunctuation) {
        String wanted = normalized(gold, forPunctuation);
        return !wanted.isEmpty() && (" " + normalized(text, forPunctuation) + " ").contains(" " + wanted + " ");
    }

    /** Returns how many words two texts share, each as often as it stands in both. */
    static int common(List<String> left, List<String> right) {
        Map<String, Integer> counts = new HashMap<>();
        left.forEach(word -> counts.merge(word, 1, Integer::sum));
        int common = 0;
        for (String word : right) {
            if (counts.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return common;
    }
}
