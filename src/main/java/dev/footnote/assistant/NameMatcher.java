package dev.footnote.assistant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells which names of a question stand in a text: as the same word, as a word of the same stem ("Korea" and "Korean"), or as an acronym
 * and its words ("U.S." and "United States").
 */
final class NameMatcher {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}.&'’]*");
    private static final Pattern HYPHEN = Pattern.compile("[-\u2010\u2011\u2013]");
    private static final int STEM_LENGTH = 4;
    private static final int SHORTEST_ACRONYM = 2;

    private final Set<String> words = new HashSet<>();
    private final String initials;
    private final Set<String> acronyms = new HashSet<>();

    /** @param text the text that names are looked up in */
    NameMatcher(String text) {
        StringBuilder letters = new StringBuilder();
        WORD.matcher(text).results().forEach(result -> {
            String written = result.group();
            String word = normalized(written);
            words.add(word);
            if (isAcronym(written)) {
                acronyms.add(word);
            }
            if (Character.isUpperCase(written.codePointAt(0))) {
                letters.append(word.charAt(0));
            } else if (!word.equals("of") && !word.equals("and") && !word.equals("the")) {
                letters.append(' ');
            }
        });
        initials = letters.toString();
    }

    /** Returns the names that the text lacks. */
    List<String> missing(List<String> names) {
        Set<String> spelledOut = spelledOutAcronyms(names);
        return names.stream()
                .filter(name -> !spelledOut.contains(name) && !has(name))
                .toList();
    }

    /** A name joined by hyphens is there if all its parts are. */
    private boolean has(String name) {
        return Arrays.stream(HYPHEN.split(name, -1))
                .filter(part -> !part.isEmpty())
                .allMatch(this::hasPart);
    }

    private boolean hasPart(String name) {
        String word = normalized(name);
        if (words.contains(word)) {
            return true;
        }
        if (isAcronym(name) && initials.contains(word)) {
            return true;
        }
        return word.length() >= STEM_LENGTH && words.stream().anyMatch(other -> sameStem(word, other));
    }

    /** Words such as "United" and "States" count as found where the text has their acronym. */
    private Set<String> spelledOutAcronyms(List<String> names) {
        Set<String> found = new HashSet<>();
        for (int from = 0; from < names.size(); from++) {
            StringBuilder letters = new StringBuilder();
            List<String> run = new ArrayList<>();
            for (int to = from; to < names.size(); to++) {
                letters.append(normalized(names.get(to)).charAt(0));
                run.add(names.get(to));
                if (run.size() >= SHORTEST_ACRONYM && acronyms.contains(letters.toString())) {
                    found.addAll(run);
                }
            }
        }
        return found;
    }

    private static boolean sameStem(String word, String other) {
        String shorter = word.length() <= other.length() ? word : other;
        String longer = word.length() <= other.length() ? other : word;
        return shorter.length() >= STEM_LENGTH
                && longer.startsWith(shorter)
                && longer.length() - shorter.length() <= 3
                && shorter.codePoints().noneMatch(Character::isDigit);
    }

    private static boolean isAcronym(String written) {
        String letters = written.replace(".", "").replace("&", "");
        return letters.length() >= SHORTEST_ACRONYM && letters.codePoints().allMatch(Character::isUpperCase);
    }

    private static String normalized(String word) {
        String stripped =
                word.replaceAll("['’]s?$", "").replaceAll("[.&'’]", "").toLowerCase(Locale.ROOT);
        return stripped.isEmpty() ? word.toLowerCase(Locale.ROOT) : stripped;
    }
}
