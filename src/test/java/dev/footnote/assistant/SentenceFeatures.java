package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.BenchmarkQuestion;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import dev.footnote.retrieval.Synonyms;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Writes what is known of every sentence around the best answer to the answerable questions of a benchmark folder, and whether it is
 * among the gold evidence, as tab-separated values. Arguments: folder, output file, folder of cached vectors.
 */
final class SentenceFeatures {

    private static final int AROUND = 1200;

    private SentenceFeatures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkFolder folder = BenchmarkFolder.read(Path.of(arguments[0]));
        List<BenchmarkQuestion> questions = new ArrayList<>(folder.set().questions());
        Path data = Files.createTempDirectory("features");
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                        "footnote.data", data.toString(),
                        "footnote.collections.benchmark.folder", arguments[0],
                        "footnote.evaluation.vectors", arguments[2]));
                PrintWriter out = new PrintWriter(arguments[1], StandardCharsets.UTF_8)) {
            context.getBean(DocumentIndexing.class).index(folder.corpus(), done -> {});
            Retriever retriever = context.getBean(Retriever.class);
            try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                for (BenchmarkQuestion question : questions) {
                    if (question.answerable()) {
                        write(out, retriever, snapshot, question);
                    }
                }
            }
        }
        System.exit(0);
    }

    private static void write(PrintWriter out, Retriever retriever, Snapshot snapshot, BenchmarkQuestion question) {
        Deadline deadline = Deadline.distant();
        PassageFilter filter = PassageFilter.collections(Set.of("benchmark"));
        List<Candidate> found = retriever.search(snapshot, new Query(question.text()), filter, 20, deadline);
        List<Candidate> read = retriever.read(question.text(), found, 1, deadline);
        QuestionAnalysis analysis = QuestionAnalysis.of(new Question(question.text()));
        ToDoubleFunction<String> coverage = snapshot.coverage(question.text());
        List<FoundAnswer> answers = new AnswerFinder(Synonyms.NONE).find(analysis, coverage, read);
        if (answers.isEmpty()) {
            return;
        }
        FoundAnswer best = answers.getFirst();
        String text = best.candidate().document().text();
        int from = Math.max(0, best.candidate().passage().start() - AROUND);
        int to = Math.min(text.length(), best.candidate().passage().end() + AROUND);
        List<Span> sentences = new SentenceSplitter()
                .split(text.substring(from, to)).stream()
                        .map(span -> new Span(span.start() + from, span.end() + from))
                        .toList();
        int bestAt = 0;
        while (bestAt < sentences.size() - 1 && !sentences.get(bestAt).overlaps(best.sentence())) {
            bestAt++;
        }
        String title = best.candidate().document().title() + "\n";
        for (int i = 0; i < sentences.size(); i++) {
            Span sentence = sentences.get(i);
            double score = answers.stream()
                    .filter(answer -> answer.documentId().equals(best.documentId())
                            && answer.sentence().overlaps(sentence))
                    .mapToDouble(FoundAnswer::answerScore)
                    .max()
                    .orElse(-99);
            double chance = answers.stream()
                    .filter(answer -> answer.documentId().equals(best.documentId())
                            && answer.sentence().overlaps(sentence))
                    .mapToDouble(FoundAnswer::chance)
                    .max()
                    .orElse(0);
            boolean inPassage = sentence.start() >= best.candidate().passage().start()
                    && sentence.end() <= best.candidate().passage().end();
            out.println(String.join(
                    "\t",
                    question.id(),
                    analysis.type().name(),
                    question.document().equals(best.candidate().document().path()) ? "1" : "0",
                    number(best.chance()),
                    number(best.answerScore()),
                    Integer.toString(i),
                    Integer.toString(bestAt),
                    Integer.toString(sentences.size()),
                    inPassage ? "1" : "0",
                    number(score),
                    number(chance),
                    number(coverage.applyAsDouble(sentence.of(text))),
                    number(coverage.applyAsDouble(title + sentence.of(text))),
                    clean(title),
                    clean(sentence.of(text)),
                    clean(String.join(" || ", question.evidence())),
                    clean(question.text())));
        }
        out.flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String clean(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
