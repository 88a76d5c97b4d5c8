package dev.footnote.cli;

import dev.footnote.access.Principal;
import dev.footnote.answer.Answer;
import dev.footnote.answer.AnswerStatus;
import dev.footnote.assistant.Assistant;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.index.IndexLockedException;
import dev.footnote.sync.FolderSync;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ask}: answers questions in the terminal. */
@Command(
        name = "ask",
        description = "Answer questions in the terminal, with footnotes. Exits with 3 if one is not answered.",
        mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(AskCommand.class);
    private static final int NOT_ANSWERED = 3;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Parameters(arity = "1..*", paramLabel = "QUESTION", description = "A question, in quotation marks.")
    private String[] questions = {};

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        boolean allAnswered = true;
        try (ApplicationContext context = settings.start(Map.of())) {
            sync(context.getBean(FolderSync.class));
            Assistant assistant = context.getBean(Assistant.class);
            for (String question : questions) {
                Answer answer =
                        assistant.ask(new Question(question), Principal.LOCAL, Scope.EVERYTHING, assistant.deadline());
                if (questions.length > 1) {
                    out.println("> " + answer.question());
                }
                out.println(AnswerText.of(answer));
                out.println();
                out.flush();
                allAnswered &= answer.status() != AnswerStatus.NOT_FOUND;
            }
        }
        return allAnswered ? 0 : NOT_ANSWERED;
    }

    /** While a service runs on the same data, it keeps the index up to date and this command only reads it. */
    private static void sync(FolderSync sync) throws InterruptedException {
        try {
            sync.run();
        } catch (IndexLockedException e) {
            LOG.info("{} Answering from its index.", e.getMessage());
        }
    }
}
