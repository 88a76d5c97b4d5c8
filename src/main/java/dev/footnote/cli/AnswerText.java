package dev.footnote.cli;

import dev.footnote.answer.Answer;
import dev.footnote.answer.Citation;
import java.util.ArrayList;
import java.util.List;

/** Puts an {@link Answer} into lines for a terminal. */
final class AnswerText {

    private static final int LONGEST_NEAREST = 200;

    private AnswerText() {}

    static String of(Answer answer) {
        List<String> lines = new ArrayList<>();
        String shortAnswer = answer.shortAnswer() == null ? "" : answer.shortAnswer() + " — ";
        lines.add(shortAnswer + answer.text());
        lines.add("");
        for (Citation citation : answer.citations()) {
            lines.add("[" + citation.index() + "] " + place(citation) + ": “" + citation.quote() + "”");
        }
        if (!answer.nearest().isEmpty()) {
            lines.add("Nearest passages:");
        }
        for (Citation citation : answer.nearest()) {
            lines.add("- " + place(citation) + ": “" + shortened(citation.quote()) + "”");
        }
        return withoutControls(String.join("\n", lines));
    }

    /** Returns somebody's words in one line. */
    static String line(String text) {
        return withoutControls(text.replaceAll("\\s+", " ").strip());
    }

    private static String place(Citation citation) {
        List<String> parts = new ArrayList<>();
        parts.add(citation.title());
        parts.addAll(citation.headingPath());
        return String.join(" › ", parts) + " (" + citation.path() + ", " + citation.start() + "–" + citation.end()
                + ")";
    }

    private static String shortened(String quote) {
        if (quote.length() <= LONGEST_NEAREST) {
            return quote;
        }
        int end = quote.offsetByCodePoints(0, Math.min(LONGEST_NEAREST, quote.codePointCount(0, quote.length())));
        return quote.substring(0, end) + "…";
    }

    /** Documents are hostile: what a terminal would obey, such as an escape sequence, is left out. */
    private static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
    }
}
