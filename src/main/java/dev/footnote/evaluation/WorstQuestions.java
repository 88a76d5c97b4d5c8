package dev.footnote.evaluation;

import dev.footnote.answer.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists the questions that went worst: the surest wrong answers first, then refusals of what could be answered, and the worst rankings. */
final class WorstQuestions {

    private static final int SHOWN = 25;
    private static final int LONGEST = 400;
    private static final int DOCUMENTS = 5;

    private final EvaluationReport report;
    private final Map<String, Double> right;
    private final Map<String, Double> ndcg;
    private final StringBuilder html = new StringBuilder();

    WorstQuestions(EvaluationReport report) {
        this.report = report;
        this.right = report.measurements().of("answer_in_citation");
        this.ndcg = report.measurements().of("ndcg@10");
    }

    String html() {
        answers();
        rankings();
        return html.toString();
    }

    private void answers() {
        List<AnsweredQuestion> worst = report.answers().stream()
                .filter(this::wrong)
                .sorted(Comparator.comparingDouble(this::badness).reversed().thenComparing(AnsweredQuestion::id))
                .limit(SHOWN)
                .toList();
        if (worst.isEmpty()) {
            return;
        }
        html.append("""
                <h2>The worst answers</h2>
                <table>
                <tr><th>question</th><th>expected</th><th>answered</th><th>confidence</th></tr>
                """);
        for (AnsweredQuestion question : worst) {
            Answer answer = question.answer();
            html.append("<tr>")
                    .append(cell(answer.question()))
                    .append(cell(expected(question)))
                    .append(cell(answer.text()))
                    .append("<td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%.2f", answer.confidence()))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private boolean wrong(AnsweredQuestion question) {
        boolean refused = AnswerEvaluation.refused(question.answer());
        return question.answerable() ? refused || right.getOrDefault(question.id(), 1.0) < 1 : !refused;
    }

    /** Above 1 what was said wrongly, by confidence; below 1 what was refused, the least sure first. */
    private double badness(AnsweredQuestion question) {
        double confidence = question.answer().confidence();
        return AnswerEvaluation.refused(question.answer()) ? 1 - confidence : 1 + confidence;
    }

    private static String expected(AnsweredQuestion question) {
        if (!question.answerable()) {
            return "(the documents do not answer it)";
        }
        return question.expected().isEmpty() ? "(an answer)" : String.join(" / ", question.expected());
    }

    private void rankings() {
        List<RankedQuery> worst = report.rankings().stream()
                .filter(query -> ndcg.getOrDefault(query.id(), 1.0) < 1)
                .sorted(Comparator.comparingDouble((RankedQuery query) -> ndcg.getOrDefault(query.id(), 1.0))
                        .thenComparing(RankedQuery::id))
                .limit(SHOWN)
                .toList();
        if (worst.isEmpty()) {
            return;
        }
        html.append("""
                <h2>The worst rankings</h2>
                <table>
                <tr><th>question</th><th>relevant</th><th>retrieved</th><th>nDCG@10</th></tr>
                """);
        for (RankedQuery query : worst) {
            List<String> documents = query.documents();
            html.append("<tr>")
                    .append(cell(query.text()))
                    .append(cell(query.relevant().keySet().stream()
                            .sorted()
                            .map(id -> id + place(documents.indexOf(id)))
                            .toList()))
                    .append(cell(documents.subList(0, Math.min(DOCUMENTS, documents.size()))))
                    .append("<td class=\"number\">")
                    .append(String.format(Locale.ROOT, "%.2f", ndcg.getOrDefault(query.id(), 0.0)))
                    .append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private static String place(int rank) {
        return rank < 0 ? " (not retrieved)" : " (place " + (rank + 1) + ")";
    }

    private static String cell(String text) {
        return "<td>" + HtmlText.shortened(text, LONGEST) + "</td>";
    }

    private static String cell(List<String> texts) {
        return "<td>"
                + String.join(
                        "<br>",
                        texts.stream()
                                .map(text -> HtmlText.shortened(text, LONGEST))
                                .toList())
                + "</td>";
    }
}
