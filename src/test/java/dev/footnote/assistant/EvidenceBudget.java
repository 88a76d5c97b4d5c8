package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.answer.Evidence;
import dev.footnote.corpus.SentenceSplitter;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.BenchmarkQuestion;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.retrieval.Candidate;
import dev.footnote.retrieval.Query;
import dev.footnote.retrieval.Retriever;
import dev.footnote.sync.DocumentIndexing;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Says what a language model is given under budgets of different size: how many passages and characters, how many of the gold sentences are
 * among them, and how many sentences of the answers that people wrote {@link SupportJudge} finds borne out by them. Arguments: a folder of
 * cached vectors, then benchmark folders.
 */
final class EvidenceBudget {

    private static final List<Integer> BUDGETS = List.of(250, 500, 1000, 1500, 2000, 3000, 6000);

    private EvidenceBudget() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("expected: VECTORS FOLDER…, got " + List.of(arguments));
        }
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            measure(folder, arguments[0]);
        }
        System.exit(0);
    }

    private static void measure(String folder, String vectors) throws IOException, InterruptedException {
        BenchmarkFolder benchmark = BenchmarkFolder.read(Path.of(folder));
        List<BenchmarkQuestion> questions = benchmark.set().questions().stream()
                .filter(BenchmarkQuestion::answerable)
                .limit(300)
                .toList();
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "footnote.data", Files.createTempDirectory("budget").toString(),
                "footnote.collections.benchmark.folder", folder,
                "footnote.evaluation.vectors", vectors))) {
            context.getBean(DocumentIndexing.class).index(benchmark.corpus(), done -> {});
            Retriever retriever = context.getBean(Retriever.class);
            try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
                List<List<Candidate>> read = questions.stream()
                        .map(question -> candidates(retriever, snapshot, question))
                        .toList();
                System.out.println(folder + ": " + questions.size() + " questions");
                BUDGETS.forEach(budget -> print(budget, questions, read));
            }
        }
    }

    private static List<Candidate> candidates(Retriever retriever, Snapshot snapshot, BenchmarkQuestion question) {
        PassageFilter filter = PassageFilter.collections(Set.of("benchmark"));
        List<Candidate> found = Retriever.distinct(retriever.search(
                snapshot, new Query(question.text()), filter, Retriever.DEPTH_FOR_ANSWERS, Deadline.distant()));
        return retriever.read(question.text(), found, 1, Deadline.distant());
    }

    private static void print(int budget, List<BenchmarkQuestion> questions, List<List<Candidate>> read) {
        SupportJudge judge = new SupportJudge();
        SentenceSplitter splitter = new SentenceSplitter();
        int passages = 0;
        long characters = 0;
        int gold = 0;
        int goldThere = 0;
        int said = 0;
        int borneOut = 0;
        for (int i = 0; i < questions.size(); i++) {
            BenchmarkQuestion question = questions.get(i);
            List<Evidence> evidence = PassageSelection.choose(read.get(i), budget);
            passages += evidence.size();
            characters += evidence.stream()
                    .mapToLong(passage -> passage.span().length())
                    .sum();
            for (String sentence : question.evidence()) {
                gold++;
                goldThere += evidence.stream()
                                .anyMatch(passage -> flat(passage.quote()).contains(flat(sentence)))
                        ? 1
                        : 0;
            }
            String answer = question.answers().getFirst();
            List<String> sentences =
                    splitter.split(answer).stream().map(span -> span.of(answer)).toList();
            for (List<Support> supports : judge.judge(sentences, evidence)) {
                said++;
                borneOut += supports.stream().anyMatch(support -> support.chance() >= Attribution.LEAST) ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %5d tokens: passages %.1f, characters %,d, gold sentences %.3f, written sentences borne out %.3f%n",
                budget,
                (double) passages / questions.size(),
                characters / questions.size(),
                gold == 0 ? 0 : (double) goldThere / gold,
                said == 0 ? 0 : (double) borneOut / said);
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
