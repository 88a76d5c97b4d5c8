package dev.footnote.assistant;

import dev.footnote.generation.FencedPassages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was said before in a conversation, as a language model is told: the newest turns that fit, whole or not at all. */
final class PromptHistory {

    /** Enough to know what is spoken of; what is to be said must come from the passages. */
    private static final int LONGEST = 2000;

    private static final int LONGEST_ANSWER = 600;

    private PromptHistory() {}

    /** Returns the exchanges, oldest first, with an empty line behind; nothing where none was before. */
    static String of(List<Exchange> history) {
        Deque<String> told = new ArrayDeque<>();
        int left = LONGEST;
        for (Exchange exchange : history.reversed()) {
            String text = told(exchange);
            left -= text.length();
            if (left < 0) {
                break;
            }
            told.addFirst(text);
        }
        return told.isEmpty() ? "" : "Said before:\n" + String.join("", told) + "\n";
    }

    /** A long answer is told as far as its last sentence that fits. */
    private static String told(Exchange exchange) {
        String answer = exchange.answer().replaceAll("\\s+", " ").strip();
        if (answer.length() > LONGEST_ANSWER) {
            int end = answer.substring(0, LONGEST_ANSWER).lastIndexOf(". ");
            answer = end < 0 ? "" : answer.substring(0, end + 1);
        }
        String question = exchange.question().replaceAll("\\s+", " ").strip();
        return FencedPassages.harmless("Q: " + question + "\nA: " + (answer.isEmpty() ? "(no answer)" : answer) + "\n");
    }
}
