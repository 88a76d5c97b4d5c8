package dev.footnote.evaluation;

import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.answer.Citation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures answers. Rates are over all questions of their kind:
 *
 * <ul>
 *   <li>{@code exact_match}, {@code f1}: the short answer against the gold answers, as SQuAD's script compares; a refusal of an answerable
 *       question is 0. Where an answer has no short answer, its text stands in.
 *   <li>{@code answer_in_citation}: a gold answer stands in the joined text of what is cited (citations that touch in one document count as
 *       joined); {@code answer_in_first_citation}: in the first alone. A refusal is 0. {@code cited_sentences_mean}: how many
 *       sentences with a citation an answer has, over answered questions.
 *   <li>{@code citation_precision}: the share of citations that overlap a gold evidence sentence by more than half of its words, over
 *       answered questions that have evidence; {@code citation_recall}: the share of gold sentences so found, over all of those.
 *   <li>{@code refused_unanswerable}, {@code refused_answerable}: the share of each kind that got no answer; {@code balanced_accuracy}: the
 *       mean of answerable questions answered (rightly or not) and unanswerable ones refused.
 * </ul>
 */
final class AnswerEvaluation {

    private AnswerEvaluation() {}

    /** Measures whether a question was rightly answered or refused, whatever the answer. */
    static void measureRefusal(Measurements measurements, String id, boolean answerable, Answer answer) {
        measurements.add("confidence", id, answer.confidence());
        measurements.add(answerable ? "refused_answerable" : "refused_unanswerable", id, refused(answer) ? 1 : 0);
    }

    static boolean refused(Answer answer) {
        return answer.status() == AnswerStatus.NOT_FOUND;
    }

    static void measure(Measurements measurements, BenchmarkQuestion question, Answer answer) {
        boolean refused = refused(answer);
        String id = question.id();
        measureRefusal(measurements, id, question.answerable(), answer);
        if (!question.answerable()) {
            return;
        }
        String said = said(answer);
        measurements.add("exact_match", id, refused ? 0 : AnswerText.exactMatch(said, question.answers()));
        measurements.add("f1", id, refused ? 0 : AnswerText.f1(said, question.answers()));
        measurements.add(
                "answer_in_citation",
                id,
                joined(answer.citations()).stream().anyMatch(text -> AnswerText.holds(text, question.answers()))
                        ? 1
                        : 0);
        measurements.add(
                "answer_in_first_citation",
                id,
                !answer.citations().isEmpty()
                                && AnswerText.holds(
                                        answer.citations().getFirst().quote(), question.answers())
                        ? 1
                        : 0);
        if (!refused) {
            measurements.add("cited_sentences_mean", id, citedSentences(answer));
        }
        if (!question.evidence().isEmpty()) {
            measureAgainstEvidence(measurements, question, answer);
        }
    }

    private static int citedSentences(Answer answer) {
        return (int) answer.sentences().stream()
                .filter(sentence -> !sentence.citations().isEmpty())
                .count();
    }

    private static void measureAgainstEvidence(Measurements measurements, BenchmarkQuestion question, Answer answer) {
        List<String> cited = answer.citations().stream().map(Citation::quote).toList();
        if (!cited.isEmpty()) {
            long right = cited.stream()
                    .filter(quote -> question.evidence().stream().anyMatch(gold -> covers(quote, gold)))
                    .count();
            measurements.add("citation_precision", question.id(), (double) right / cited.size());
        }
        long found = question.evidence().stream()
                .filter(gold -> cited.stream().anyMatch(quote -> covers(quote, gold)))
                .count();
        measurements.add(
                "citation_recall",
                question.id(),
                (double) found / question.evidence().size());
    }

    /** More than half of the gold sentence's words stand in the quote. */
    private static boolean covers(String quote, String gold) {
        List<String> wanted = AnswerText.words(gold);
        return 2 * AnswerText.common(AnswerText.words(quote), wanted) > wanted.size();
    }

    /** The short answer or, where there is none, the sentences without their footnote marks. */
    private static String said(Answer answer) {
        if (answer.shortAnswer() != null) {
            return answer.shortAnswer();
        }
        return answer.sentences().stream()
                .map(sentence -> answer.text().substring(sentence.start(), sentence.end()))
                .collect(Collectors.joining(" "));
    }

    /** The quotes in the order of the documents; those that touch or overlap are one text. */
    private static List<String> joined(List<Citation> citations) {
        List<Citation> inOrder = new ArrayList<>(citations);
        inOrder.sort(Comparator.comparing(Citation::documentId).thenComparingInt(Citation::start));
        List<String> texts = new ArrayList<>();
        Citation last = null;
        for (Citation citation : inOrder) {
            boolean touches = last != null
                    && last.documentId().equals(citation.documentId())
                    && citation.start() - last.end() <= 2;
            if (touches) {
                texts.set(texts.size() - 1, texts.getLast() + " " + citation.quote());
            } else {
                texts.add(citation.quote());
            }
            last = citation;
        }
        return texts;
    }
}
