package dev.footnote.corpus;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads metadata from YAML: a sidecar or front matter. The YAML is only parsed, never made into objects, and every scalar is taken as
 * the characters that were written. What cannot be used is passed over with a warning.
 */
final class YamlMetadata {

    /** The most characters of YAML that are looked at. */
    static final int LONGEST = 64 * 1024;

    private static final List<String> LINK_KEYS = List.of("link", "url", "uri", "source", "canonical");

    private final String place;
    private final List<String> warnings;

    /**
     * @param place how the YAML is called in warnings, at the beginning of a sentence
     * @param warnings where warnings are added
     */
    YamlMetadata(String place, List<String> warnings) {
        this.place = place;
        this.warnings = warnings;
    }

    /** Reads a sidecar. None, with a warning, if the YAML is no mapping. */
    Metadata sidecar(String yaml) {
        Metadata metadata = frontMatter(yaml);
        return metadata == null ? Metadata.NONE : metadata;
    }

    /** Reads front matter. Null, with a warning, if the YAML is no mapping at all. */
    @Nullable
    Metadata frontMatter(String yaml) {
        Map<String, List<String>> values = values(yaml);
        if (values == null) {
            return null;
        }
        String link = LINK_KEYS.stream()
                .map(key -> first(values, key))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
        String uri = uri(link);
        LocalDate date = date(first(values, "date"));
        String title = Title.clean(first(values, "title"));
        values.keySet().removeAll(LINK_KEYS);
        values.keySet().removeAll(List.of("title", "date"));
        return new Metadata(title, uri, date, MetadataValues.bounded(values));
    }

    private static @Nullable String first(Map<String, List<String>> values, String key) {
        List<String> found = values.get(key);
        return found == null || found.isEmpty() ? null : found.getFirst();
    }

    /**
     * Returns the scalars of the top level, and of its lists, by lower-case key; none, with a warning, for what is not YAML; null for what is no
     * mapping.
     */
    private @Nullable Map<String, List<String>> values(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(5);
        options.setNestingDepthLimit(20);
        Map<String, List<String>> values = new LinkedHashMap<>();
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
            if (root == null) {
                return values;
            }
            if (!(root instanceof MappingNode mapping)) {
                warnings.add(place
                        + " should be lines such as \"title: My title\", but is something else; it was passed over.");
                return null;
            }
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    values.putIfAbsent(key.getValue().toLowerCase(Locale.ROOT), scalars(tuple.getValueNode()));
                }
            }
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null
                    ? ""
                    : " in its line " + (e.getProblemMark().getLine() + 1);
            warnings.add(place + " is not valid YAML" + line
                    + " and was passed over. Put values with special characters in quotes.");
        } catch (YAMLException e) {
            warnings.add(
                    place + " is not valid YAML and was passed over. Put values with special characters in quotes.");
        }
        return values;
    }

    private static List<String> scalars(Node node) {
        List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        return nodes.stream()
                .filter(ScalarNode.class::isInstance)
                .map(scalar -> ((ScalarNode) scalar).getValue().strip())
                .toList();
    }

    private @Nullable String uri(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        String uri = WebAddress.of(value);
        if (uri == null) {
            warnings.add(
                    place + " should give the link as an address that begins with https:// or http://, but gives \""
                            + shortened(value) + "\"; it was passed over.");
        }
        return uri;
    }

    private @Nullable LocalDate date(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        LocalDate date = isoDate(value);
        if (date == null) {
            warnings.add(place + " should give the date as in 2024-05-31, but gives \"" + shortened(value)
                    + "\"; it was passed over.");
        }
        return date;
    }

    /** Returns the date that the value begins with, in ISO form, perhaps followed by a time; null if it does not. */
    static @Nullable LocalDate isoDate(String value) {
        int length = "yyyy-MM-dd".length();
        boolean alone = value.length() == length;
        if (!alone && (value.length() < length || "T ".indexOf(Character.toUpperCase(value.charAt(length))) < 0)) {
            return null;
        }
        try {
            return LocalDate.parse(value.substring(0, length));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String shortened(String value) {
        String line = Title.clean(value);
        if (line == null) {
            return "";
        }
        return line.length() <= 60 ? line : line.substring(0, 60) + "\u2026";
    }
}
