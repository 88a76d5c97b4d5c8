package dev.footnote.benchmark;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.evaluation.BenchmarkFolder;
import dev.footnote.evaluation.BenchmarkQuestion;
import dev.footnote.evaluation.FolderQuestions;
import dev.footnote.index.DocumentSummary;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures whole answers, from question to verified citations, with the real models and the default settings: for one client, and for
 * several that share the processors. A stage's time holds what it waits for the models: with several clients, that of retrieving waits for
 * a worker to encode the question, and that of reading for those that read.
 *
 * <p>Questions are asked in a shuffled order, and none is asked again before all have been. An index that was built for {@link
 * SearchBenchmark} is only read.
 */
final class QuestionBenchmark {

    private static final long SEED = 43;
    private static final int WARM_UP = 200;
    private static final int CLIENTS = 8;
    private static final int MOST_TITLES = 100_000;

    private static final Path SEEDS = Path.of("seeds");
    private static final Path SEED_QUESTIONS = Path.of("src/test/resources/questions");

    private static final String USAGE = """
            Expected: COUNT [INDEX [QUESTIONS]]
              COUNT      how many answers to time for one client, and how many for several, such as 500
              INDEX      an index that SearchBenchmark has built, such as FOLDER/100000; where none is named, the seeds are indexed
              QUESTIONS  a benchmark folder with a questions.jsonl to ask of INDEX; where none is named, its pages' titles are asked about""";

    private final ApplicationContext context;
    private final List<Question> questions;

    private QuestionBenchmark(ApplicationContext context, List<String> questions) {
        this.context = context;
        List<String> shuffled = new ArrayList<>(questions);
        Collections.shuffle(shuffled, new Random(SEED));
        this.questions = shuffled.stream().map(Question::new).toList();
    }

    /** Prints the figures. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        int count = Integer.parseInt(arguments[0]);
        if (arguments.length == 1) {
            onSeeds(count);
        } else {
            Optional<Path> source = Stream.of(arguments).skip(2).map(Path::of).findFirst();
            onIndex(count, Path.of(arguments[1]), source);
        }
    }

    private static void onSeeds(int count) throws IOException, InterruptedException, ExecutionException {
        List<BenchmarkQuestion> questions = new ArrayList<>();
        for (String file : List.of("seed.jsonl", "seed-by-a-newcomer.jsonl")) {
            questions.addAll(FolderQuestions.read(SEEDS, SEED_QUESTIONS.resolve(file))
                    .set()
                    .questions());
        }
        Path data = Files.createTempDirectory("question-benchmark");
        try (ApplicationContext context = started(data, "seeds", SEEDS)) {
            context.getBean(FolderSync.class).run();
            new QuestionBenchmark(context, texts(questions)).run("seeds", count);
        } finally {
            BenchmarkIndex.delete(data);
        }
    }

    private static void onIndex(int count, Path folder, Optional<Path> source)
            throws IOException, InterruptedException, ExecutionException {
        if (!Files.exists(folder)) {
            System.out.println("Skipped: there is no index in " + folder);
            return;
        }
        try (ApplicationContext context = started(folder, Pages.COLLECTION, folder)) {
            List<String> questions = source.map(QuestionBenchmark::questions)
                    .orElseGet(() -> aboutTitles(context.getBean(PassageIndex.class)));
            new QuestionBenchmark(context, questions).run(Pages.COLLECTION, count);
        }
    }

    private static List<String> questions(Path folder) {
        List<BenchmarkQuestion> questions = BenchmarkFolder.read(folder).set().questions();
        if (questions.isEmpty()) {
            throw new IllegalArgumentException(folder + " must hold a questions.jsonl with questions, but it has none");
        }
        return texts(questions);
    }

    /** Public questions are hardly ever answered by pages about something else; these are, by many. */
    private static List<String> aboutTitles(PassageIndex index) {
        try (Snapshot snapshot = index.snapshot()) {
            return snapshot.documents(SearchClient.FILTER, Optional.empty(), MOST_TITLES).stream()
                    .map(DocumentSummary::title)
                    .filter(title -> !title.isBlank())
                    .distinct()
                    .map(title -> "What is " + title + "?")
                    .toList();
        }
    }

    private static ApplicationContext started(Path data, String collection, Path documents) {
        return ApplicationContext.run(Map.of(
                "footnote.data",
                data.toString(),
                "footnote.collections." + collection + ".folder",
                documents.toString()));
    }

    private static List<String> texts(List<BenchmarkQuestion> questions) {
        return questions.stream().map(BenchmarkQuestion::text).distinct().toList();
    }

    private void run(String collection, int count) throws IOException, InterruptedException, ExecutionException {
        System.out.printf(
                Locale.ROOT,
                "%,d passages; %,d different questions, %d asked to warm up%n",
                passages(collection),
                questions.size(),
                WARM_UP);
        ask(1, 0, WARM_UP);
        measure(1, WARM_UP, count);
        measure(CLIENTS, WARM_UP + count, count);
        System.out.println("resident memory: " + ProcessMemory.describe());
    }

    /** Counts what is searched, and sees to it that it is searched by words and vectors both. */
    private long passages(String collection) {
        try (Snapshot snapshot = context.getBean(PassageIndex.class).snapshot()) {
            long passages = snapshot.passageCount(PassageFilter.collections(Set.of(collection)));
            if (passages == 0 || !snapshot.vectorsComparable()) {
                throw new IllegalStateException(
                        "the index must hold passages of the collection " + collection
                                + " with vectors of the encoder in use, found " + passages + " passages, vectors "
                                + (snapshot.vectorsComparable() ? "" : "not ")
                                + "comparable; name a folder in which SearchBenchmark has built one, or have it build that anew");
            }
            return passages;
        }
    }

    private void measure(int clients, int first, int count) throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        List<TimedAnswer> answers = ask(clients, first, count);
        double seconds = (System.nanoTime() - begun) / 1e9;
        long answered = answers.stream()
                .filter(timed -> timed.answer.status() != AnswerStatus.NOT_FOUND)
                .count();
        System.out.printf(
                Locale.ROOT,
                "%n%s: %,d questions in %.1f s, %.2f a second; %,d answered, the others not found%n",
                clients == 1 ? "one client" : clients + " clients",
                count,
                seconds,
                count / seconds,
                answered);
        System.out.println(
                "                  p50       p95       p99      mean  (ms; stages rounded down to whole ones)");
        print("answer", answers, TimedAnswer::nanos);
        print("  understand", answers, timed -> timed.answer.timings().understand() * 1_000_000);
        print("  retrieve", answers, timed -> timed.answer.timings().retrieve() * 1_000_000);
        print("  read", answers, timed -> timed.answer.timings().read() * 1_000_000);
        print("  answer", answers, timed -> timed.answer.timings().answer() * 1_000_000);
    }

    private static void print(String stage, List<TimedAnswer> answers, ToLongFunction<TimedAnswer> nanos) {
        Timings timings = new Timings();
        answers.stream().mapToLong(nanos).forEach(timings::add);
        System.out.printf(
                Locale.ROOT,
                "%-12s %8.1f  %8.1f  %8.1f  %8.1f%n",
                stage,
                timings.percentile(50),
                timings.percentile(95),
                timings.percentile(99),
                timings.mean());
    }

    private List<TimedAnswer> ask(int clients, int first, int count) throws InterruptedException, ExecutionException {
        Assistant assistant = context.getBean(Assistant.class);
        List<Question> asked = IntStream.range(first, first + count)
                .mapToObj(number -> questions.get(number % questions.size()))
                .toList();
        return Clients.all(clients, asked, question -> {
            long begun = System.nanoTime();
            Answer answer = assistant.ask(question, Principal.LOCAL, Scope.EVERYTHING, assistant.deadline());
            return new TimedAnswer(System.nanoTime() - begun, answer);
        });
    }

    private record TimedAnswer(long nanos, Answer answer) {}
}
