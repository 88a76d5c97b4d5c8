package dev.footnote.evaluation;

import dev.footnote.assistant.Exchange;
import java.util.ArrayList;
import java.util.List;

/** Makes exchanges of what a benchmark says was said before: each of a user's turns with what was answered to it. */
final class Histories {

    private Histories() {}

    static List<Exchange> exchanges(List<HistoryTurn> history) {
        List<Exchange> exchanges = new ArrayList<>();
        String question = null;
        StringBuilder answer = new StringBuilder();
        for (HistoryTurn turn : history) {
            if (turn.role().equals("user")) {
                if (question != null) {
                    exchanges.add(exchange(question, answer));
                }
                question = turn.text();
                answer.setLength(0);
            } else {
                answer.append(answer.isEmpty() ? "" : "\n").append(turn.text());
            }
        }
        if (question != null) {
            exchanges.add(exchange(question, answer));
        }
        return exchanges;
    }

    private static Exchange exchange(String question, StringBuilder answer) {
        return new Exchange(question, question, answer.toString(), null, List.of());
    }
}
