package dev.footnote.assistant;

import dev.footnote.access.CollectionAccess;
import dev.footnote.access.Principal;
import dev.footnote.index.PassageFilter;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.index.lucene.FootnoteAnalyzer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers that someone has written down for questions that are often asked. A question asks for one if it has the same words in the same
 * order, but for endings, case, punctuation and function words, is of the same type and denies as much: other wordings are written down
 * beside the first, for no similarity of vectors tells a near miss from a paraphrase.
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
    private static final int MOST_WORDINGS = 50_000;

    private static final Pattern DENIAL = Pattern.compile("(?i)\\b(?:not|no|never|none|cannot|without)\\b|n['’]t\\b");

    private final @Nullable Path folder;
    private final PassageIndex index;
    private final CollectionAccess access;
    private final Analyzer analyzer = new FootnoteAnalyzer();
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded loaded = new Loaded("", Map.of(), List.of());
    private volatile long lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos();

    CuratedAnswers(CuratedConfiguration configuration, PassageIndex index, CollectionAccess access) {
        this.folder = configuration.folder() == null ? null : Path.of(configuration.folder());
        this.index = index;
        this.access = access;
    }

    /**
     * What the folder held.
     *
     * @param state names, sizes and times of the files
     * @param answers by the keys of their wordings
     */
    private record Loaded(String state, Map<String, CuratedAnswer> answers, List<String> problems) {}

    /** Returns what is wrong with the files, and which answers quote what stands in no document, a sentence each. */
    public List<String> problems() {
        Loaded current = current();
        List<String> problems = new ArrayList<>(current.problems());
        try (Snapshot snapshot = index.snapshot()) {
            CuratedEvidence evidence =
                    new CuratedEvidence(snapshot, PassageFilter.collections(access.visible(Principal.LOCAL, Set.of())));
            current.answers().values().stream()
                    .distinct()
                    .filter(answer -> evidence.draft(answer).isEmpty())
                    .forEach(answer -> problems.add(answer.place()
                            + ": a sentence quotes what stands in no document, so the answer is not given."));
        }
        return problems;
    }

    /** Returns how many questions, in all their wordings, have a curated answer. */
    public int size() {
        return current().answers().size();
    }

    /** Returns the curated answer to a question; empty where there is none. */
    Optional<CuratedAnswer> find(Question question) {
        Map<String, CuratedAnswer> answers = current().answers();
        return answers.isEmpty() ? Optional.empty() : Optional.ofNullable(answers.get(key(question)));
    }

    private Loaded current() {
        if (folder == null || System.nanoTime() - lookedAt < LOOK_AGAIN.toNanos()) {
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
                load(folder);
                lookedAt = System.nanoTime();
            }
            return loaded;
        } finally {
            loading.unlock();
        }
    }

    private void load(Path from) {
        try (Stream<Path> walk = Files.walk(from)) {
            List<Path> files = walk.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".md"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
            StringBuilder state = new StringBuilder("read\n");
            for (Path file : files) {
                state.append(file)
                        .append(Files.size(file))
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            if (!state.toString().equals(loaded.state())) {
                report(read(state.toString(), files));
            }
        } catch (IOException | UncheckedIOException e) {
            report(new Loaded(
                    "unreadable",
                    Map.of(),
                    List.of("footnote.curated.folder must be a folder that can be read, but " + from + " is not.")));
        }
    }

    private Loaded read(String state, List<Path> files) {
        Map<String, CuratedAnswer> answers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            String content = content(file, problems);
            if (content == null) {
                continue;
            }
            CuratedFile read = CuratedFile.read(file, content);
            problems.addAll(read.problems());
            for (CuratedAnswer answer : read.answers()) {
                for (String wording : answer.wordings()) {
                    CuratedAnswer earlier = answers.putIfAbsent(key(new Question(wording)), answer);
                    if (earlier != null && !earlier.place().equals(answer.place())) {
                        problems.add(answer.place() + ": the question is answered already in " + earlier.place()
                                + ", which counts. Remove one.");
                    }
                }
                if (answers.size() > MOST_WORDINGS) {
                    problems.add(answer.place() + ": there must be at most " + MOST_WORDINGS
                            + " questions; what follows is left out.");
                    return new Loaded(state, answers, problems);
                }
            }
        }
        return new Loaded(state, answers, problems);
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

    /** Two questions with the same key ask the same. */
    private String key(Question question) {
        StringBuilder key =
                new StringBuilder(QuestionAnalysis.of(question).type().name());
        key.append(DENIAL.matcher(question.text()).find() ? " not" : "");
        try (TokenStream tokens = analyzer.tokenStream("question", question.text())) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                key.append(' ').append(term);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
        return key.toString();
    }
}
