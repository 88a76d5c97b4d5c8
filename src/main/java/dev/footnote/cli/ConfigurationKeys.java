package dev.footnote.cli;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.inject.BeanDefinition;
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

    /** Makes every configuration record, which checks its values, so that a wrong one stops the start and not a question. */
    static void checkValues(ApplicationContext context) {
        context.getAllBeanDefinitions().stream()
                .filter(definition -> prefix(definition).isPresent())
                .forEach(definition -> context.getBeansOfType(definition.getBeanType()));
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
