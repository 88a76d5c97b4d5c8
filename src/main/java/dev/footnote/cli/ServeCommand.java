package dev.footnote.cli;

import dev.footnote.Deadline;
import dev.footnote.assistant.Dialogue;
import dev.footnote.chat.ChatDesk;
import dev.footnote.generation.GenerationException;
import dev.footnote.generation.Generator;
import dev.footnote.index.IndexLockedException;
import dev.footnote.sync.FolderSync;
import dev.footnote.sync.SyncReport;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: indexes what has changed and answers over HTTP until it is told to stop. */
@Command(
        name = "serve",
        description = "Index what has changed and answer questions on http://localhost:8080 until stopped.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private static final int MOST_PORT = 65_535;

    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on (default: 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--stop-with-parent",
            hidden = true,
            description = "Stop when the process that started this one ends.")
    private boolean stopWithParent;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> flags = new HashMap<>();
        if (port != null) {
            if (port < 0 || port > MOST_PORT) {
                throw new ConfigurationException(
                        "--port must be from 0 (any that is free) to " + MOST_PORT + ", got " + port);
            }
            flags.put("micronaut.server.port", port);
        }
        ApplicationContext context = settings.start(flags);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            context.close();
                            stopped.countDown();
                        },
                        "shutdown"));
        if (stopWithParent) {
            ProcessHandle.current().parent().ifPresent(ServeCommand::exitWith);
        }
        // What answers is made now, so that a wrong prompt, a database that cannot be opened or a secret of Slack's
        // that is missing stops the start and not a question
        context.getBean(Dialogue.class);
        context.getBean(ChatDesk.class);
        context.findBean(Generator.class).ifPresent(ServeCommand::tryLanguageModel);
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        Thread.ofPlatform().name("sync").daemon().start(() -> sync(context.getBean(FolderSync.class), server));
        stopped.await();
        return 0;
    }

    /** One that cannot be reached now may be later, so this only says so. */
    private static void tryLanguageModel(Generator generator) {
        Thread.ofVirtual().name("language-model").start(() -> {
            try {
                generator.check(Deadline.after(LONGEST_TRIAL));
                LOG.info("The language model answers.");
            } catch (GenerationException e) {
                LOG.warn("{}", e.getMessage());
            }
        });
    }

    /** Maven does not pass a SIGTERM on to what it started. */
    private static void exitWith(ProcessHandle parent) {
        Thread.ofVirtual().name("parent-watch").start(() -> {
            parent.onExit().join();
            System.exit(0);
        });
    }

    private static void sync(FolderSync sync, EmbeddedServer server) {
        String address = "http://localhost:" + server.getPort();
        try {
            SyncReport report = sync.run();
            LOG.info("{} Ask at {}", SyncSummary.of(report), address);
        } catch (IndexLockedException e) {
            LOG.warn("{} This one answers from that index without changing it, at {}", e.getMessage(), address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            FailureMessage.of(e)
                    .ifPresentOrElse(
                            message -> LOG.error("Indexing failed: {}", message),
                            () -> LOG.error("Indexing failed", e));
            LOG.warn("Answers come from what was indexed before, if anything, at {}", address);
        }
    }
}
