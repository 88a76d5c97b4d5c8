package dev.footnote.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computes the lines of a report's plots. */
final class Curves {

    private static final int THRESHOLDS = 100;

    private Curves() {}

    /** Returns the mean recall of the first 1 to 10 documents; empty where nothing was ranked. */
    static List<SvgPlot.Point> recall(List<RankedQuery> rankings) {
        if (rankings.isEmpty()) {
            return List.of();
        }
        return IntStream.rangeClosed(1, 10)
                .mapToObj(depth -> new SvgPlot.Point(
                        depth,
                        rankings.stream()
                                .mapToDouble(query -> RankingMetrics.recall(query.documents(), query.relevant(), depth))
                                .average()
                                .orElse(0)))
                .toList();
    }

    /** Returns the share of questions, of one kind, whose confidence lies below each threshold; empty where there are none. */
    static List<SvgPlot.Point> refused(List<AnsweredQuestion> answers, boolean answerable) {
        double[] confidences = answers.stream()
                .filter(question -> question.answerable() == answerable)
                .mapToDouble(question -> question.answer().confidence())
                .toArray();
        if (confidences.length == 0) {
            return List.of();
        }
        return IntStream.rangeClosed(0, THRESHOLDS)
                .mapToDouble(step -> (double) step / THRESHOLDS)
                .mapToObj(threshold -> new SvgPlot.Point(
                        threshold,
                        (double) Arrays.stream(confidences)
                                        .filter(confidence -> confidence < threshold)
                                        .count()
                                / confidences.length))
                .toList();
    }

    /**
     * Returns, for each share of questions answered, surest first, the share of these that were answered wrongly. It ends where this run
     * began to refuse, for what it would have answered beyond is not known. Wrong: no expected answer is cited, or the documents do not
     * answer the question.
     *
     * @param right {@code answer_in_citation} by question id
     */
    static List<SvgPlot.Point> risk(List<AnsweredQuestion> answers, Map<String, Double> right) {
        List<AnsweredQuestion> judged = answers.stream()
                .filter(question -> !question.answerable() || right.containsKey(question.id()))
                .toList();
        List<AnsweredQuestion> surestFirst = judged.stream()
                .filter(question -> !AnswerEvaluation.refused(question.answer()))
                .sorted(Comparator.comparingDouble(
                                (AnsweredQuestion question) -> question.answer().confidence())
                        .reversed()
                        .thenComparing(AnsweredQuestion::id))
                .toList();
        List<SvgPlot.Point> points = new ArrayList<>();
        double wrong = 0;
        for (int answered = 1; answered <= surestFirst.size(); answered++) {
            AnsweredQuestion question = surestFirst.get(answered - 1);
            wrong += question.answerable() ? 1 - right.getOrDefault(question.id(), 0.0) : 1;
            points.add(new SvgPlot.Point((double) answered / judged.size(), wrong / answered));
        }
        return points;
    }
}
