package dev.footnote.cli;

import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads {@code footnote.yml}: in the working directory, or where {@code FOOTNOTE_CONFIG} says. */
final class ConfigurationFile {

    private static final String VARIABLE = "FOOTNOTE_CONFIG";
    private static final Path DEFAULT = Path.of("footnote.yml");
    private static final int BELOW_ENVIRONMENT = EnvironmentPropertySource.POSITION - 10;

    private ConfigurationFile() {}

    /**
     * Returns the file's settings; empty where there is no file and none was named.
     *
     * @throws ConfigurationException if a file was named that is not there, or the file is not YAML
     */
    static Optional<PropertySource> find() {
        String named = System.getenv(VARIABLE);
        if (named == null && !Files.exists(DEFAULT)) {
            return Optional.empty();
        }
        return Optional.of(read(named == null ? DEFAULT : Path.of(named)));
    }

    static PropertySource read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (Reader reader = Files.newBufferedReader(file)) {
            Object root = new Yaml(new SafeConstructor(options)).load(reader);
            Map<String, Object> settings = new HashMap<>();
            if (root instanceof Map<?, ?> map) {
                flatten("", map, settings);
            } else if (root != null) {
                throw new ConfigurationException(
                        file + " must hold settings such as 'footnote:', but it holds: " + root);
            }
            return PropertySource.of(file.toString(), settings, BELOW_ENVIRONMENT);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("There is no configuration file " + file.toAbsolutePath()
                    + ". Correct or remove the environment variable " + VARIABLE + ".");
        } catch (IOException e) {
            throw new ConfigurationException("The configuration file " + file.toAbsolutePath() + " cannot be read (" + e
                    + "). Correct " + VARIABLE + " or the file's permissions.");
        } catch (YAMLException e) {
            throw new ConfigurationException(
                    "The configuration file " + file.toAbsolutePath() + " must be YAML, but: " + e.getMessage());
        }
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, Object> settings) {
        map.forEach((key, value) -> {
            String name = prefix + key;
            if (value instanceof Map<?, ?> nested) {
                flatten(name + ".", nested, settings);
            } else if (value != null) {
                settings.put(name, value);
            }
        });
    }
}
