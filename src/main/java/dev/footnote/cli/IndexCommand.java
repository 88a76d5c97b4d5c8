package dev.footnote.cli;

import dev.footnote.sync.FolderSync;
import dev.footnote.sync.SyncReport;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code index}: makes the index equal to the folder and ends. */
@Command(
        name = "index",
        description = "Make the index equal to the folder of documents.",
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--accept-empty",
            description = "Where a folder is empty, remove its documents instead of doubting that it is mounted.")
    private boolean acceptEmpty;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (ApplicationContext context = settings.start(java.util.Map.of())) {
            SyncReport report = context.getBean(FolderSync.class).run(acceptEmpty);
            PrintWriter out = spec.commandLine().getOut();
            out.println(SyncSummary.of(report));
            out.flush();
            return 0;
        }
    }
}
