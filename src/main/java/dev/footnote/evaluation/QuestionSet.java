package dev.footnote.evaluation;

import java.util.List;

/**
 * What is measured on: three kinds of questions, any of which may be empty.
 *
 * @param name what people call the set
 * @param queries questions with graded documents
 * @param questions questions with gold answers
 * @param answerability questions of which it is known only whether the corpus answers them
 */
public record QuestionSet(
        String name,
        List<BenchmarkQuery> queries,
        List<BenchmarkQuestion> questions,
        List<AnswerabilityQuestion> answerability) {

    public QuestionSet {
        queries = List.copyOf(queries);
        questions = List.copyOf(questions);
        answerability = List.copyOf(answerability);
    }
}
