package dev.footnote.cli;

import dev.footnote.access.ApiKey;
import dev.footnote.access.ApiKeys;
import dev.footnote.access.KeyScope;
import dev.footnote.access.NewKey;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys}: makes, lists and revokes the keys that open the service. */
@Command(
        name = "keys",
        description = "Make, list and revoke keys. As soon as there is one, every request needs one.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the command is called
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke.");
    }

    @Command(name = "create", description = "Make a key and print it, this once.", mixinStandardHelpOptions = true)
    int create(
            @Mixin SettingsOptions settings,
            @Parameters(paramLabel = "NAME", description = "What you call it.") String name,
            @Option(
                            names = "--scopes",
                            required = true,
                            split = ",",
                            paramLabel = "SCOPE",
                            description = "ask, search, ingest, admin; or widget alone.")
                    List<String> scopes,
            @Option(
                            names = "--collections",
                            split = ",",
                            paramLabel = "NAME",
                            description = "The collections it opens (default: all).")
                    List<String> collections,
            @Option(
                            names = "--origins",
                            split = ",",
                            paramLabel = "ORIGIN",
                            description = "For a widget's key: the pages it may stand in, such as https://example.org.")
                    List<String> origins) {
        NewKey key;
        try {
            key = new NewKey(
                    name,
                    scopes.stream().map(this::scope).collect(Collectors.toSet()),
                    collections == null ? null : new HashSet<>(collections),
                    origins == null ? Set.of() : new HashSet<>(origins));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try (ApplicationContext context = settings.start(Map.of())) {
            String made = context.getBean(ApiKeys.class).create(key);
            spec.commandLine().getOut().println(made);
            spec.commandLine()
                    .getErr()
                    .println("Keep it: it cannot be shown again. From now on every request needs a key.");
        }
        return 0;
    }

    private KeyScope scope(String written) {
        try {
            return KeyScope.valueOf(written.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--scopes must be some of ask, search, ingest, admin, or widget, but it names '" + written + "'.",
                    e);
        }
    }

    @Command(name = "list", description = "List the keys, without their secret parts.", mixinStandardHelpOptions = true)
    int list(@Mixin SettingsOptions settings) {
        PrintWriter out = spec.commandLine().getOut();
        try (ApplicationContext context = settings.start(Map.of())) {
            List<ApiKey> keys = context.getBean(ApiKeys.class).all();
            if (keys.isEmpty()) {
                out.println("No keys: whoever is at this machine may do everything, and nobody else can reach it.");
            }
            keys.forEach(key -> out.println(line(key)));
        }
        return 0;
    }

    private static String line(ApiKey key) {
        Set<String> collections = key.collections();
        return key.id() + "  " + LocalDate.ofInstant(key.created(), ZoneOffset.UTC) + "  " + AnswerText.line(key.name())
                + "  scopes: "
                + joined(key.scopes().stream()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .toList())
                + "  collections: " + (collections == null ? "all" : joined(collections))
                + (key.origins().isEmpty() ? "" : "  origins: " + joined(key.origins()));
    }

    private static String joined(Collection<String> values) {
        return String.join(",", new TreeSet<>(values));
    }

    @Command(name = "revoke", description = "Revoke a key for good.", mixinStandardHelpOptions = true)
    int revoke(
            @Mixin SettingsOptions settings,
            @Parameters(paramLabel = "ID", description = "The key's id, as list shows it.") String id) {
        try (ApplicationContext context = settings.start(Map.of())) {
            if (!context.getBean(ApiKeys.class).revoke(id)) {
                throw new ConfigurationException("There is no key with the id '" + id + "'. See footnote keys list.");
            }
            spec.commandLine().getOut().println("Revoked: " + id);
        }
        return 0;
    }
}
