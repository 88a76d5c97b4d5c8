package dev.footnote.evaluation;

import java.util.Locale;
import java.util.Map;

/** Writes a report as one HTML page that needs nothing else: no scripts, no network, every text escaped. */
final class HtmlReport {

    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
              color: #1c1c1c; background: #fff; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
            th.number { text-align: right; }
            td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            figure { margin: 1rem 0; max-width: 34rem; } figcaption { color: #555; }
            svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: #444; }
            .grid { stroke: #ddd; } polyline { fill: none; stroke-width: 2; }
            .line0 { stroke: #1f5fa8; } svg .name0 { fill: #1f5fa8; }
            .line1 { stroke: #b3470f; } svg .name1 { fill: #b3470f; }
            """;

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width">
            <title>""";

    private static final String FIGURES = """
            <h2>Figures</h2>
            <table>
            <tr><th>figure</th><th class="number">value</th><th class="number">95 % interval</th><th class="number">questions</th></tr>
            """;

    private final EvaluationReport report;
    private final StringBuilder html = new StringBuilder();

    HtmlReport(EvaluationReport report) {
        this.report = report;
    }

    String page() {
        String name = HtmlText.escaped(report.name());
        html.append(HEAD)
                .append(name)
                .append(": how good the answers are</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(name)
                .append("</h1>\n");
        figures();
        plots();
        html.append(new WorstQuestions(report).html());
        settings();
        return html.append("</body>\n</html>\n").toString();
    }

    private void figures() {
        html.append(FIGURES);
        for (Map.Entry<String, Double> metric : report.metrics().entrySet()) {
            int count = report.count(metric.getKey());
            html.append("<tr><td>")
                    .append(HtmlText.escaped(metric.getKey()))
                    .append("</td>")
                    .append(number(String.format(Locale.ROOT, "%.4f", metric.getValue())))
                    .append(number(report.interval(metric.getKey())
                            .map(interval -> String.format(Locale.ROOT, "%.3f – %.3f", interval.low(), interval.high()))
                            .orElse("")))
                    .append(number(count == 0 ? "" : String.valueOf(count)))
                    .append("</tr>\n");
        }
        report.counts()
                .forEach((name, count) -> html.append("<tr><td>")
                        .append(HtmlText.escaped(name))
                        .append("</td>")
                        .append(number(String.valueOf(count)))
                        .append("<td></td><td></td></tr>\n"));
        html.append(
                "</table>\n<p>An interval is given where a figure rests on fewer than 100 questions of a kind.</p>\n");
    }

    private static String number(String text) {
        return "<td class=\"number\">" + HtmlText.escaped(text) + "</td>";
    }

    private void plots() {
        if (!report.rankings().isEmpty()) {
            figure(
                    "Recall",
                    new SvgPlot("Recall by depth", "documents looked at", 1, 10, 9, "recall")
                            .line("recall", Curves.recall(report.rankings())),
                    "The share of relevant documents among the first 1 to 10.");
        }
        if (!report.answers().isEmpty()) {
            figure(
                    "Refusals",
                    new SvgPlot("Refusals by threshold", "threshold of confidence", 0, 1, 5, "share refused")
                            .line("answerable", Curves.refused(report.answers(), true))
                            .line("unanswerable", Curves.refused(report.answers(), false)),
                    "The share of questions whose confidence lies below a threshold such as footnote.answer.threshold."
                            + " The lines should lie far apart.");
            figure(
                    "Risk and coverage",
                    new SvgPlot("Risk by coverage", "share of questions answered, surest first", 0, 1, 5, "share wrong")
                            .line(
                                    "wrong among the answered",
                                    Curves.risk(
                                            report.answers(),
                                            report.measurements().of("answer_in_citation"))),
                    "Wrong: none of the expected answers is cited, or the documents do not answer. The line ends where"
                            + " this run refused; with footnote.answer.threshold at 0 it goes on.");
        }
    }

    private void figure(String title, SvgPlot plot, String caption) {
        html.append("<h2>")
                .append(title)
                .append("</h2>\n<figure>\n")
                .append(plot.svg())
                .append("<figcaption>")
                .append(HtmlText.escaped(caption))
                .append("</figcaption>\n</figure>\n");
    }

    private void settings() {
        html.append("<h2>Settings</h2>\n<table>\n");
        report.settings()
                .forEach((key, value) -> html.append("<tr><td>")
                        .append(HtmlText.escaped(key))
                        .append("</td><td>")
                        .append(HtmlText.escaped(value))
                        .append("</td></tr>\n"));
        html.append("</table>\n");
    }
}
