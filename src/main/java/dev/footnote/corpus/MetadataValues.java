package dev.footnote.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps what a document tells of itself within bounds, and tells when two values are the same. */
public final class MetadataValues {

    private static final int MOST_KEYS = 32;
    private static final int MOST_VALUES = 64;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 200;

    private MetadataValues() {}

    /**
     * Returns a value as it is compared with others: in NFC and lower case, white space as single spaces.
     *
     * @param value a key or a value
     */
    public static String normalized(String value) {
        return TextNormalizer.normalize(value).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Returns at most so many keys and values, none empty, without those that are too long to be meant as such. */
    static Map<String, List<String>> bounded(Map<String, List<String>> values) {
        Map<String, List<String>> bounded = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            String key = normalized(entry.getKey());
            if (bounded.size() == MOST_KEYS || key.isEmpty() || key.length() > LONGEST_KEY) {
                continue;
            }
            List<String> kept = new ArrayList<>();
            for (String value : entry.getValue()) {
                String cleaned = Title.clean(value);
                if (cleaned != null && cleaned.length() <= LONGEST_VALUE && kept.size() < MOST_VALUES) {
                    kept.add(cleaned);
                }
            }
            if (!kept.isEmpty()) {
                bounded.putIfAbsent(key, List.copyOf(kept));
            }
        }
        return bounded;
    }
}
