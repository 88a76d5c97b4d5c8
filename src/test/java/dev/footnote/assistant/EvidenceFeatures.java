package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.corpus.Span;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.BenchmarkQuestion;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.AnswerSpan;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Writes what is known of every span that might answer the questions of a benchmark folder, and whether it does, as tab-separated values:
 * what the weights of {@link EvidenceScore} are fitted to. Arguments: folder, output file, folder of cached vectors, sample size.
 */
final class EvidenceFeatures {

    private EvidenceFeatures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        BenchmarkFolder folder = BenchmarkFolder.read(Path.of(arguments[0]));
        List<BenchmarkQuestion> questions = new ArrayList<>(folder.set().questions());
        Collections.shuffle(questions, new Random(23));
        Path data = Files.createTempDirectory("features");
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                        "footnote.data", data.toString(),
                        "footnote.collections.benchmark.folder", arguments[0],
                        "footnote.evaluation.vectors", arguments[2]));
                PrintWriter out = new PrintWriter(arguments[1], StandardCharsets.UTF_8)) {
            context.getBean(DocumentIndexing.class).index(folder.corpus(), done -> {});
            Retriever retriever = context.getBean(Retriever.class);
            try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                for (BenchmarkQuestion question :
                        questions.subList(0, Math.min(questions.size(), Integer.parseInt(arguments[3])))) {
                    write(out, retriever, snapshot, question);
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
        SentenceSplitter splitter = new SentenceSplitter();
        ToDoubleFunction<String> coverage = snapshot.coverage(question.text());
        int rank = 0;
        for (Candidate candidate : read) {
            if (candidate.reading() == null) {
                continue;
            }
            PassageSentences sentences = new PassageSentences(candidate.document(), candidate.passage(), splitter);
            String text = candidate.document().text();
            String title = candidate.document().title() + " ";
            NameMatcher passage = new NameMatcher(title + candidate.passage().text());
            for (AnswerSpan span : candidate.reading().spans()) {
                int offset = candidate.passage().start();
                Span answer = new Span(offset + span.start(), offset + span.end());
                Span sentence = sentences.around(answer);
                NameMatcher inSentence = new NameMatcher(title + sentence.of(text));
                out.println(String.join(
                        "\t",
                        question.id(),
                        question.answerable() ? "1" : "0",
                        question.document().equals(candidate.document().path()) ? "1" : "0",
                        analysis.type().name(),
                        number(span.score()),
                        number(span.nullScore()),
                        number(candidate.lag()),
                        number(candidate.similarity()),
                        number(candidate.coverage()),
                        number(coverage.applyAsDouble(title + sentence.of(text))),
                        Integer.toString(rank),
                        Integer.toString(passage.missing(analysis.names()).size()),
                        Integer.toString(passage.missing(analysis.numbers()).size()),
                        Integer.toString(inSentence.missing(analysis.names()).size()),
                        Integer.toString(inSentence.missing(analysis.numbers()).size()),
                        Integer.toString(analysis.names().size()),
                        Integer.toString(answer.length()),
                        clean(answer.of(text)),
                        clean(sentence.of(text)),
                        clean(String.join(" || ", question.answers())),
                        clean(String.join(" || ", question.evidence())),
                        clean(question.text()),
                        clean(title + candidate.passage().text())));
            }
            rank++;
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
