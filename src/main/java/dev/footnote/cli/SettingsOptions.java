package dev.footnote.cli;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings that can be given as flags; a flag wins over the environment, which wins over the configuration file. */
final class SettingsOptions {

    private static final int ABOVE_SYSTEM_PROPERTIES = 100;

    @Option(names = "--folder", paramLabel = "DIR", description = "The folder of documents to answer from.")
    private @Nullable String folder;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the index is kept (default: data).")
    private @Nullable String data;

    @Option(names = "--models", paramLabel = "DIR", description = "Where the local models are (default: models).")
    private @Nullable String models;

    /** Returns a builder of the application's context with the configuration file and these flags in it. */
    private ApplicationContextBuilder builder(Map<String, Object> more) {
        Map<String, Object> flags = new HashMap<>();
        put(flags, "footnote.collections.default.folder", folder);
        put(flags, "footnote.data", data);
        put(flags, "footnote.models", models);
        flags.putAll(more);
        ApplicationContextBuilder builder = ApplicationContext.builder()
                .mainClass(Main.class)
                .banner(false)
                .deduceEnvironment(false)
                .propertySources(PropertySource.of("flags", flags, ABOVE_SYSTEM_PROPERTIES));
        ConfigurationFile.find().ifPresent(builder::propertySources);
        return builder;
    }

    /**
     * Starts the application's context, without a server.
     *
     * @param more settings that other flags have given
     */
    ApplicationContext start(Map<String, Object> more) {
        VectorModule.recommend();
        ApplicationContext context = builder(more).start();
        try {
            ConfigurationKeys.check(context);
            ConfigurationKeys.checkValues(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return context;
    }

    private static void put(Map<String, Object> flags, String key, @Nullable String value) {
        if (value != null) {
            flags.put(key, value);
        }
    }
}
