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
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds settings under {@code footnote} that do not exist, such as misspelt ones, which would otherwise be passed over in silence. */
final class ConfigurationKeys {

    private static final String OURS = "footnote.";

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
     * Does nothing if every key under {@code footnote} exists.
     *
     * @throws ConfigurationException if one does not, with the nearest that does
     */
    static void check(ApplicationContext context) {
        Set<String> known = known(context);
        for (PropertySource source : context.getEnvironment().getPropertySources()) {
            // A variable such as FOOTNOTE_RETRIEVAL_READ_ALL stands for every way of putting dots and hyphens into it
            if (source instanceof EnvironmentPropertySource) {
                continue;
            }
            for (String key : source) {
                if (key.startsWith(OURS) && known.stream().noneMatch(pattern -> matches(pattern, key))) {
                    throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "There is no setting '%s' (in %s). Did you mean '%s'?",
                            key,
                            source.getName(),
                            nearest(key, known)));
                }
            }
        }
    }

    private static boolean matches(String pattern, String key) {
        return key.matches(pattern.replace(".", "\\.").replace("*", "[^.]+"));
    }

    private static String nearest(String key, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(
                        pattern -> LevenshteinDistance.getDefaultInstance().apply(key, pattern)))
                .orElseThrow();
    }
}
