package dev.footnote.evaluation;

import dev.footnote.Cancellation;
import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.assistant.AnswerListener;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.retrieval.Candidate;
import dev.footnote.sync.DocumentIndexing;
import dev.footnote.sync.FolderSync;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs questions through the product: indexes the documents, ranks for queries, answers questions, and measures. Timed is the product's own
 * work alone: searching and reading for a query, {@link Assistant#ask} for a question.
 */
@Singleton
public final class Evaluation {

    private static final long SAMPLE_SEED = 17;

    private final DocumentIndexing indexing;
    private final FolderSync sync;
    private final Assistant assistant;
    private final EvaluationSettings settings;

    Evaluation(DocumentIndexing indexing, FolderSync sync, Assistant assistant, EvaluationSettings settings) {
        this.indexing = indexing;
        this.sync = sync;
        this.assistant = assistant;
        this.settings = settings;
    }

    /**
     * Runs a benchmark folder. The index in use must be empty, and its own: it is filled with the corpus.
     *
     * @param sample how many questions, of each kind, to take at most, chosen by a fixed seed; 0: all
     * @param progress told what is done of what
     */
    public EvaluationReport run(BenchmarkFolder folder, int sample, EvaluationProgress progress)
            throws InterruptedException {
        int documents = folder.corpus().size();
        indexing.index(folder.corpus(), done -> progress.report("indexing", done, documents));
        return measure(folder.set(), sample, progress);
    }

    /**
     * Runs someone's own questions. The index in use must be empty, and its own; the folder must be the configured one of the collection
     * {@link BenchmarkFolder#COLLECTION}, which is synced.
     *
     * @param sample how many questions to take at most, chosen by a fixed seed; 0: all
     * @param progress told what is done of what
     */
    public EvaluationReport run(FolderQuestions questions, int sample, EvaluationProgress progress)
            throws InterruptedException {
        sync.run();
        return measure(questions.set(), sample, progress);
    }

    private EvaluationReport measure(QuestionSet set, int sample, EvaluationProgress progress) {
        Measurements measurements = new Measurements();
        Latencies latencies = new Latencies();
        List<RankedQuery> rankings = new ArrayList<>();
        List<AnsweredQuestion> answers = new ArrayList<>();
        RetrievalEvaluation retrieval = new RetrievalEvaluation(assistant);
        each("ranking", sampled(set.queries(), sample), progress, query -> {
            List<Candidate> found = latencies.time(() -> retrieval.candidates(query.text(), query.history()));
            rankings.add(ranked(query.id(), query.text(), found, query.relevant()));
        });
        each("answering", sampled(set.questions(), sample), progress, question -> {
            if (!question.document().isEmpty() && question.answerable()) {
                List<Candidate> found = retrieval.candidates(question.text(), question.history());
                rankings.add(ranked(question.id(), question.text(), found, Map.of(question.document(), 1)));
            }
            Answer answer = ask(question.text(), question.history(), latencies);
            AnswerEvaluation.measure(measurements, question, answer);
            answers.add(new AnsweredQuestion(question.id(), question.answerable(), question.answers(), answer));
        });
        each("refusing", sampled(set.answerability(), sample), progress, question -> {
            Answer answer = ask(question.text(), question.history(), latencies);
            AnswerEvaluation.measureRefusal(measurements, question.id(), question.answerable(), answer);
            answers.add(new AnsweredQuestion(question.id(), question.answerable(), List.of(), answer));
        });
        rankings.forEach(query -> RetrievalEvaluation.measure(measurements, query));
        return new EvaluationReport(set.name(), settings(sample), measurements, latencies, rankings, answers);
    }

    private static RankedQuery ranked(String id, String text, List<Candidate> found, Map<String, Integer> relevant) {
        return new RankedQuery(id, text, RetrievalEvaluation.ranking(id, found), relevant);
    }

    private Answer ask(String text, List<HistoryTurn> history, Latencies latencies) {
        Question question = QuestionText.question(text);
        return latencies.time(() -> assistant.ask(
                question,
                Histories.exchanges(history),
                Principal.LOCAL,
                Scope.EVERYTHING,
                assistant.deadline(),
                Cancellation.never(),
                AnswerListener.NONE));
    }

    private Map<String, String> settings(int sample) {
        Map<String, String> all = new LinkedHashMap<>(settings.all());
        all.put("settings.sample", sample == 0 ? "all" : String.valueOf(sample));
        all.put("settings.seed", String.valueOf(SAMPLE_SEED));
        return all;
    }

    private static <T> void each(String stage, List<T> items, EvaluationProgress progress, Consumer<T> measure) {
        IntStream.range(0, items.size()).forEach(i -> {
            measure.accept(items.get(i));
            progress.report(stage, i + 1, items.size());
        });
    }

    private static <T> List<T> sampled(List<T> items, int sample) {
        if (sample == 0 || items.size() <= sample) {
            return items;
        }
        List<T> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(SAMPLE_SEED));
        return shuffled.subList(0, sample);
    }
}
