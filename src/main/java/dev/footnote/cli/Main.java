package dev.footnote.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where the program begins: {@code serve}, {@code index}, {@code ask}, {@code evaluate}, {@code report}, {@code keys}, {@code doctor}. */
@Command(
        name = "footnote",
        description = "Answers questions about a folder of documents; every sentence carries a footnote.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            IndexCommand.class,
            AskCommand.class,
            DoctorCommand.class,
            EvaluateCommand.class,
            ReportCommand.class,
            KeysCommand.class
        })
public final class Main {

    private Main() {}

    /** Runs the command named by the arguments and exits with its code: 0 done, 1 failed, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs the command named by the arguments and returns its exit code. */
    static int run(String... arguments) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setExecutionExceptionHandler(Main::explain);
        // Answers hold dashes and quotation marks, and documents any script, whatever the locale's character set is
        commandLine.setOut(new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        if (arguments.length == 0) {
            commandLine.usage(commandLine.getOut());
            return CommandLine.ExitCode.USAGE;
        }
        return commandLine.execute(arguments);
    }

    /** Says what went wrong in the words of the innermost failure that was made for people; anything else keeps its stack trace. */
    private static int explain(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        FailureMessage.of(failure).ifPresentOrElse(err::println, () -> failure.printStackTrace(err));
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
