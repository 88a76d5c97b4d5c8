package dev.footnote.cli;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds settings under {@code footnote} that do not exist, such as misspelt ones, which would otherwise be passed over in silence. */
final class ConfigurationKeys {

    private static final String OURS = "footnote.";
    private static final String VARIABLE_OURS = "FOOTNOTE_";

    /** Variables that the launcher and the reading of the file use. */
    private static final Set<String> NO_SETTINGS = Set.of("FOOTNOTE_CONFIG", "FOOTNOTE_JAVA_OPTIONS");

    private ConfigurationKeys() {}

    /** Returns the keys that exist, with {@code *} where a name of the user's own stands. */
    static Set<String> known(ApplicationContext context) {
        Set<String> known = new TreeSet<>();
        for (BeanDefinition<?> definition : context.getAllBeanDefinitions()) {
            prefix(definition)
                    .ifPresent(
                            prefix -> Arrays.stream(definition.getConstructor().getArguments())
                                    .map(argument -> NameUtils.hyphenate(argument.getName()))
                                    .filter(name -> !(prefix.endsWith("*") && name.equals("name")))
                                    .forEach(name -> known.add(prefix + "." + name)));
        }
        return known;
    }

    private static Optional<String> prefix(BeanDefinition<?> definition) {
        return definition
                .stringValue(ConfigurationReader.class, ConfigurationReader.PREFIX)
                .filter(prefix -> (prefix + ".").startsWith(OURS));
    }

    /**
     * Makes every configuration record that something is set for, which checks its values, so that a wrong one stops the start and not
     * a question.
     *
     * @throws ConfigurationException if a value is not of its setting's type: Micronaut would take the default in its place
     */
    static void checkValues(ApplicationContext context) {
        for (BeanDefinition<?> definition : context.getAllBeanDefinitions()) {
            prefix(definition)
                    .filter(prefix -> context.containsProperties(prefix.replace(".*", "")))
                    .ifPresent(prefix -> {
                        for (Argument<?> argument : definition.getConstructor().getArguments()) {
                            checkType(context, prefix + "." + NameUtils.hyphenate(argument.getName()), argument);
                        }
                        context.getBeansOfType(definition.getBeanType());
                    });
        }
    }

    private static void checkType(ApplicationContext context, String key, Argument<?> argument) {
        if (context.containsProperty(key) && context.getProperty(key, argument).isEmpty()) {
            throw new ConfigurationException(key + " must be " + kind(argument.getType()) + ", got '"
                    + context.getProperty(key, Object.class).orElse("") + "'");
        }
    }

    private static String kind(Class<?> type) {
        if (type == int.class) {
            return "a whole number";
        }
        if (type == double.class) {
            return "a number";
        }
        return type == Duration.class ? "a duration such as 30s" : "a " + type.getSimpleName();
    }

    /**
     * Does nothing if every key under {@code footnote}, in files and in variables, exists.
     *
     * @throws ConfigurationException if one does not, with the nearest that does
     */
    static void check(ApplicationContext context) {
        Set<String> known = known(context);
        for (PropertySource source : context.getEnvironment().getPropertySources()) {
            for (String key : source) {
                if (source instanceof EnvironmentPropertySource) {
                    checkVariable(key, known);
                } else if (key.startsWith(OURS)) {
                    checkKey(key, source.getName(), known);
                }
            }
        }
    }

    private static void checkKey(String key, String place, Set<String> known) {
        if (known.stream().noneMatch(pattern -> key.matches(expression(pattern)))) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "There is no setting '%s' (in %s). Did you mean '%s'?",
                    key,
                    place,
                    nearest(key, known, pattern -> pattern)));
        }
    }

    /** A variable is a key in capitals, with an underscore for every dot and hyphen. */
    private static void checkVariable(String variable, Set<String> known) {
        if (variable.startsWith(VARIABLE_OURS)
                && !NO_SETTINGS.contains(variable)
                && known.stream().noneMatch(pattern -> variable.matches(expression(variable(pattern))))) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "There is no setting for the environment variable '%s'. Did you mean '%s'?",
                    variable,
                    variable(nearest(variable, known, ConfigurationKeys::variable))));
        }
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String expression(String pattern) {
        return pattern.replace(".", "\\.").replace("*", "[^.]+");
    }

    private static String nearest(String key, Set<String> known, UnaryOperator<String> spelling) {
        return known.stream()
                .min(Comparator.comparingInt(
                        pattern -> LevenshteinDistance.getDefaultInstance().apply(key, spelling.apply(pattern))))
                .orElseThrow();
    }
}
