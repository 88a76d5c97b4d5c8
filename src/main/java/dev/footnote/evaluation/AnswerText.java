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
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b");

    private AnswerText() {}

    static String normalized(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return ARTICLES.matcher(bare).replaceAll(" ").strip().replaceAll("\\s+", " ");
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

    /** Tells whether one of the gold answers stands in the text. */
    static boolean holds(String text, List<String> gold) {
        String normalized = normalized(text);
        return gold.stream().map(AnswerText::normalized).anyMatch(each -> !each.isEmpty() && normalized.contains(each));
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
