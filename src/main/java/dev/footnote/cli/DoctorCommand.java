package dev.footnote.cli;

import dev.footnote.Deadline;
import dev.footnote.assistant.CuratedAnswers;
import dev.footnote.corpus.CollectionConfiguration;
import dev.footnote.corpus.Collections;
import dev.footnote.corpus.CorpusFolder;
import dev.footnote.corpus.FolderFile;
import dev.footnote.corpus.Listing;
import dev.footnote.corpus.ReadOutcome;
import dev.footnote.generation.GenerationConfiguration;
import dev.footnote.generation.Generator;
import dev.footnote.index.PassageIndex;
import dev.footnote.index.Snapshot;
import dev.footnote.inference.Encoder;
import dev.footnote.inference.Reader;
import dev.footnote.retrieval.Synonyms;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks at everything the service needs and says what is wrong. */
@Command(
        name = "doctor",
        description =
                "Check the configuration, the models, the folders and the index. Exits with 1 if something is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    private boolean healthy = true;

    @Override
    public Integer call() {
        check(
                "Java",
                () -> Runtime.version() + ", Vector API "
                        + (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                                ? "on"
                                : "off (start with bin/footnote)"));
        try (ApplicationContext context = settings.start(Map.of())) {
            check("configuration", () -> "no unknown keys");
            check("encoder", () -> context.getBean(Encoder.class).id());
            check("reader", () -> context.getBean(Reader.class).id());
            for (CollectionConfiguration collection :
                    context.getBean(Collections.class).all()) {
                check("collection " + collection.name(), () -> folder(collection));
            }
            check("synonyms", () -> synonyms(context.getBean(Synonyms.class)));
            check("curated answers", () -> curated(context.getBean(CuratedAnswers.class)));
            check("language model", () -> languageModel(context));
            check("index", () -> index(context.getBean(PassageIndex.class)));
        } catch (RuntimeException e) {
            check("configuration", () -> {
                throw e;
            });
        }
        return healthy ? 0 : 1;
    }

    private static String folder(CollectionConfiguration collection) {
        CorpusFolder folder = new CorpusFolder(collection.name(), collection.root());
        Listing listing = folder.list();
        StringBuilder found = new StringBuilder(
                collection.root() + ", files: " + listing.files().size());
        listing.problems().forEach(problem -> add(found, problem.path(), problem.reason()));
        for (FolderFile file : listing.files()) {
            switch (folder.read(file)) {
                case ReadOutcome.Read read -> read.warnings().forEach(warning -> add(found, file.path(), warning));
                case ReadOutcome.Unreadable unreadable -> add(found, file.path(), unreadable.reason());
            }
        }
        return found.toString();
    }

    private static void add(StringBuilder found, String path, String reason) {
        found.append("\n    ").append(path).append(": ").append(reason);
    }

    private static String synonyms(Synonyms synonyms) {
        return synonyms.size() == 0 ? "none" : synonyms.size() + " names";
    }

    private static String curated(CuratedAnswers answers) {
        StringBuilder found = new StringBuilder(answers.size() == 0 ? "none" : answers.size() + " wordings");
        answers.problems().forEach(problem -> found.append("\n    ").append(problem));
        return found.toString();
    }

    private static String languageModel(ApplicationContext context) {
        GenerationConfiguration configuration = context.getBean(GenerationConfiguration.class);
        if (!configuration.isOn()) {
            return "none, answers are extracted";
        }
        context.getBean(Generator.class).check(Deadline.after(configuration.timeout()));
        return configuration.provider() + ", " + configuration.model() + ", answers";
    }

    private static String index(PassageIndex index) {
        try (Snapshot snapshot = index.snapshot()) {
            return snapshot.generation() == 0
                    ? "none yet: serve or index will make it"
                    : "generation " + snapshot.generation() + ", " + snapshot.state();
        }
    }

    private void check(String what, Supplier<String> look) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println("ok    " + what + ": " + look.get());
        } catch (RuntimeException e) {
            healthy = false;
            out.println("WRONG " + what + ": " + FailureMessage.of(e).orElse(e.toString()));
        }
        out.flush();
    }
}
