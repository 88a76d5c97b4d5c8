package dev.footnote.assistant;

import dev.footnote.Deadline;
import dev.footnote.inference.Encoder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers that someone has written down for questions that are often asked. A question asks for one if it is the same but for case and
 * punctuation, or if its vector is similar and neither names or numbers anything that the other does not.
 *
 * <p>The folder is looked at again every few seconds when a question comes, so that an edit counts without a restart. Safe for use by many
 * threads.
 */
@Singleton
public final class CuratedAnswers {

    private static final Logger LOGGER = LoggerFactory.getLogger(CuratedAnswers.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final long LARGEST_FILE = 1024 * 1024;
    private static final int MOST_FILES = 1000;
    private static final int MOST_WORDINGS = 5000;

    private final CuratedConfiguration configuration;
    private final Encoder encoder;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded loaded = new Loaded("", List.of(), List.of());
    private volatile long lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos();

    CuratedAnswers(CuratedConfiguration configuration, Encoder encoder) {
        this.configuration = configuration;
        this.encoder = encoder;
    }

    /**
     * What the folder held.
     *
     * @param state names, sizes and times of the files
     */
    private record Loaded(String state, List<Wording> wordings, List<String> problems) {}

    @SuppressWarnings("ArrayRecordComponent") // Wordings are never compared
    private record Wording(String key, QuestionAnalysis question, float[] vector, CuratedAnswer answer) {}

    /** Returns what is wrong with the files, a sentence each. */
    public List<String> problems() {
        return current(Deadline.distant()).problems();
    }

    /** Returns how many questions, in all their wordings, have a curated answer. */
    public int size() {
        return current(Deadline.distant()).wordings().size();
    }

    /** Returns the curated answer to a question; empty where there is none. */
    Optional<CuratedAnswer> find(Question question, Deadline deadline) {
        List<Wording> wordings =
                configuration.folder() == null ? List.of() : current(deadline).wordings();
        if (wordings.isEmpty()) {
            return Optional.empty();
        }
        String key = key(question.text());
        Optional<Wording> same =
                wordings.stream().filter(wording -> wording.key().equals(key)).findFirst();
        if (same.isPresent() || configuration.similarity() == 1) {
            return same.map(Wording::answer);
        }
        QuestionAnalysis asked = QuestionAnalysis.of(question);
        float[] vector = encoder.encodeQuery(question.text(), deadline);
        Wording best = null;
        double most = configuration.similarity();
        for (Wording wording : wordings) {
            double similarity = innerProduct(vector, wording.vector());
            if (similarity >= most && nameTheSame(asked, wording.question())) {
                best = wording;
                most = similarity;
            }
        }
        return Optional.ofNullable(best).map(Wording::answer);
    }

    private static boolean nameTheSame(QuestionAnalysis left, QuestionAnalysis right) {
        return namesNoMoreThan(left, right) && namesNoMoreThan(right, left) && left.type() == right.type();
    }

    private static boolean namesNoMoreThan(QuestionAnalysis left, QuestionAnalysis right) {
        NameMatcher matcher = new NameMatcher(right.text());
        return matcher.missing(left.names()).isEmpty()
                && matcher.missing(left.numbers()).isEmpty();
    }

    private Loaded current(Deadline deadline) {
        if (configuration.folder() == null || System.nanoTime() - lookedAt < LOOK_AGAIN.toNanos()) {
            return loaded;
        }
        // Whoever comes while another looks answers from what is known
        if (loaded.state().isEmpty()) {
            loading.lock();
        } else if (!loading.tryLock()) {
            return loaded;
        }
        try {
            if (System.nanoTime() - lookedAt >= LOOK_AGAIN.toNanos()) {
                load(Path.of(configuration.folder()), deadline);
                lookedAt = System.nanoTime();
            }
            return loaded;
        } finally {
            loading.unlock();
        }
    }

    private void load(Path folder, Deadline deadline) {
        List<Path> files;
        String state;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".md"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
            StringBuilder described = new StringBuilder(folder + "\n");
            for (Path file : files) {
                described
                        .append(file)
                        .append(Files.size(file))
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            state = described.toString();
        } catch (IOException e) {
            report(new Loaded(
                    "absent",
                    List.of(),
                    List.of("footnote.curated.folder must be a folder that can be read, but " + folder + " is not.")));
            return;
        }
        if (!state.equals(loaded.state())) {
            report(read(state, files, deadline));
        }
    }

    private Loaded read(String state, List<Path> files, Deadline deadline) {
        Map<String, Wording> known = new HashMap<>();
        loaded.wordings().forEach(wording -> known.put(wording.question().text(), wording));
        Map<String, Wording> wordings = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            String content = content(file, problems);
            if (content == null) {
                continue;
            }
            CuratedFile read = CuratedFile.read(file, content);
            problems.addAll(read.problems());
            for (CuratedAnswer answer : read.answers()) {
                for (String text : answer.wordings()) {
                    QuestionAnalysis question = QuestionAnalysis.of(new Question(text));
                    String key = key(question.text());
                    Wording earlier = wordings.get(key);
                    if (earlier != null && !earlier.answer().place().equals(answer.place())) {
                        problems.add(answer.place() + ": the question is answered already in "
                                + earlier.answer().place() + ", which counts. Remove one.");
                    } else if (earlier == null && wordings.size() < MOST_WORDINGS) {
                        Wording before = known.get(question.text());
                        float[] vector =
                                before == null ? encoder.encodeQuery(question.text(), deadline) : before.vector();
                        wordings.put(key, new Wording(key, question, vector, answer));
                    }
                }
            }
        }
        if (wordings.size() == MOST_WORDINGS) {
            problems.add("There must be at most " + MOST_WORDINGS + " questions; what goes beyond is left out.");
        }
        return new Loaded(state, List.copyOf(wordings.values()), List.copyOf(problems));
    }

    private static @Nullable String content(Path file, List<String> problems) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                problems.add(file + " must be at most 1 MB, but has " + Files.size(file) + " bytes. Split it.");
                return null;
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            problems.add(file + " must be text in UTF-8, but is not. Save it in UTF-8.");
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void report(Loaded now) {
        if (!now.problems().equals(loaded.problems())) {
            now.problems().forEach(problem -> LOGGER.warn("Curated answers: {}", problem));
        }
        loaded = now;
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ")
                .strip();
    }

    private static double innerProduct(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
