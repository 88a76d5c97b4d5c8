package dev.footnote.assistant;

import java.util.List;
import java.util.regex.Pattern;

/** Tells whether a sentence says what something is. */
final class Definition {

    private static final String VERB =
            "(?:is|are|was|were|refers? to|means?|stands? for|denotes?|describes?|consists? of|can be defined as)\\b";

    private final List<Pattern> patterns;

    /** @param terms what is to be defined */
    Definition(List<String> terms) {
        patterns = terms.stream()
                .map(term -> Pattern.compile(
                        "^(?:- |\\* |• )?(?:the |an? |[\"“'])?(?:[^.;:]{0,80}\\()?" + words(term)
                                + "[\"”')]?(?: \\([^)]{1,120}\\))?(?:(?:, [^.;]{1,120},)? ?(?:" + VERB
                                + "|[:–—] )|, an? [^,.;]{3,120}, )",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList();
    }

    /** Tells whether the sentence begins by saying what one of the terms is. */
    boolean isIn(String sentence) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(sentence).find());
    }

    /** The words of a term, whatever white space stands between them. */
    private static String words(String term) {
        return String.join(
                "\\s+",
                Pattern.compile("\\s+")
                        .splitAsStream(term.strip())
                        .map(Pattern::quote)
                        .toList());
    }
}
