package dev.footnote.evaluation;

import dev.footnote.access.Principal;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Retriever;
import dev.footnote.sync.DocumentIndexing;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs a benchmark folder through the product: indexes its corpus, ranks for its queries, answers its questions, and measures. */
@Singleton
public final class Evaluation {

    private static final long SAMPLE_SEED = 17;

    private final DocumentIndexing indexing;
    private final PassageIndex index;
    private final Retriever retriever;
    private final Assistant assistant;

    Evaluation(DocumentIndexing indexing, PassageIndex index, Retriever retriever, Assistant assistant) {
        this.indexing = indexing;
        this.index = index;
        this.retriever = retriever;
        this.assistant = assistant;
    }

    /**
     * Runs a folder. The index in use must be empty, and its own: it is filled with the corpus.
     *
     * @param sample how many queries and questions, of each kind, to take at most, chosen by a fixed seed; 0: all
     * @param progress told what is done of what
     */
    public EvaluationReport run(BenchmarkFolder folder, int sample, EvaluationProgress progress)
            throws InterruptedException {
        int documents = folder.corpus().size();
        indexing.index(folder.corpus(), done -> progress.report("indexing", done, documents));
        Measurements measurements = new Measurements();
        Latencies latencies = new Latencies();
        try (Snapshot snapshot = index.snapshot()) {
            RetrievalEvaluation ranking = new RetrievalEvaluation(retriever, snapshot);
            each("ranking", sampled(folder.queries(), sample), progress, query -> {
                List<String> ranked = latencies.time(() -> ranking.rank(query.id(), query.text()));
                RetrievalEvaluation.measure(measurements, query.id(), ranked, query.relevant());
            });
            List<BenchmarkQuestion> questions = sampled(folder.questions(), sample);
            each("answering", questions, progress, question -> {
                if (!question.document().isEmpty() && question.answerable()) {
                    RetrievalEvaluation.measure(
                            measurements,
                            question.id(),
                            ranking.rank(question.id(), question.text()),
                            Map.of(question.document(), 1));
                }
                AnswerEvaluation.measure(
                        measurements,
                        question,
                        latencies.time(() -> assistant.ask(
                                new Question(question.text()),
                                Principal.LOCAL,
                                Scope.EVERYTHING,
                                assistant.deadline())));
            });
        }
        return new EvaluationReport(folder.name(), measurements, latencies);
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
