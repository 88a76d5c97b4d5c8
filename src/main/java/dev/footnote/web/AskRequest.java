package dev.footnote.web;

import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.corpus.MetadataValues;
import io.micronaut.http.HttpStatus;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/ask}, {@code POST /v1/search} and {@code POST /v1/suggestions} take. It is read by hand, not bound to fields, so that every mistake is named in
 * the caller's words.
 *
 * <ul>
 *   <li>{@code question}: what is asked; required
 *   <li>{@code stream}: for an answer, whether it comes as a stream of events; absent: as the {@code Accept} header says
 *   <li>{@code collections}: names of the collections to answer from; absent or empty: all
 *   <li>{@code documents}: ids of documents to narrow it to; absent or empty: no narrowing
 *   <li>{@code folders}: folders to narrow it to, as paths within a collection: {@code contracts/2024}; absent or empty: no narrowing
 *   <li>{@code metadata}: an object; a document must have for each key the value, or one of the values: {@code {"author": "Ann Lee", "tags":
 *       ["harbour", "tides"]}}, without regard to case; absent or empty: no narrowing
 *   <li>{@code date_from}, {@code date_to}: the first and last date at which a document may have been published, as in {@code 2024-05-31}
 *   <li>{@code limit}: for a search, how many passages to return at most: 1 to 50, 10 where absent; for suggestions, how many of them: 1 to
 *       10, 3 where absent
 *   <li>{@code asked}: for suggestions only, instead of {@code question}: what was asked already
 * </ul>
 */
final class AskRequest {

    private static final List<String> NARROWING =
            List.of("collections", "documents", "folders", "metadata", "date_from", "date_to", "limit");

    /** The fields of a question to be answered. */
    static final List<String> ANSWER = fields("question", "stream");

    /** The fields of a search. */
    static final List<String> SEARCH = fields("question");

    /** The fields of a request for suggestions. */
    static final List<String> SUGGESTIONS = fields("asked");

    private static final String EXPECTED = "The body must be a JSON object such as {\"question\": \"…\"}, but ";
    private static final int MOST_NAMES = 1000;
    private static final int MOST_KEYS = 32;
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 50;
    private static final int DEFAULT_SUGGESTIONS = 3;
    private static final int MAX_SUGGESTIONS = 10;
    private static final int LONGEST_SHOWN = 40;

    /** The fields that are there and not null. */
    private final Map<String, JsonNode> fields = new LinkedHashMap<>();

    private AskRequest(JsonNode object, List<String> expected) {
        for (Map.Entry<String, JsonNode> field : object.entries()) {
            if (!expected.contains(field.getKey())) {
                throw mistake("The body must have no fields but " + String.join(", ", expected) + ", but it has "
                        + shown("'" + field.getKey() + "'") + ".");
            }
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue());
            }
        }
    }

    /**
     * Reads a request's body.
     *
     * @param expected the fields that it may have
     * @throws ProblemException if it is not a JSON object of these fields
     */
    static AskRequest read(JsonMapper json, byte[] body, List<String> expected) {
        if (body.length == 0) {
            throw mistake(EXPECTED + "it is empty.");
        }
        JsonNode node;
        try {
            node = json.readValue(body, JsonNode.class);
        } catch (IOException e) {
            throw mistake(EXPECTED + "it is not well-formed JSON in UTF-8.");
        }
        if (node == null || !node.isObject()) {
            throw mistake(EXPECTED + "it is " + (node == null ? "empty" : kind(node)) + ".");
        }
        return new AskRequest(node, expected);
    }

    private static List<String> fields(String... own) {
        return Stream.concat(Stream.of(own), NARROWING.stream()).toList();
    }

    Question asked() {
        JsonNode question = fields.get("question");
        if (question == null) {
            throw mistake(EXPECTED + "it has no question.");
        }
        if (!question.isString()) {
            throw mistake("question must be a string, but it is " + kind(question) + ".");
        }
        return new Question(question.getStringValue());
    }

    Scope scope() {
        LocalDate from = date("date_from");
        LocalDate to = date("date_to");
        if (from != null && to != null && from.isAfter(to)) {
            throw mistake("date_from must not be after date_to, but it is: " + from + " is after " + to + ".");
        }
        return new Scope(names("collections"), names("documents"), folders(), metadata(), from, to);
    }

    boolean stream() {
        JsonNode stream = fields.get("stream");
        if (stream == null) {
            return false;
        }
        if (!stream.isBoolean()) {
            throw mistake("stream must be true or false, but it is " + kind(stream) + ".");
        }
        return stream.getBooleanValue();
    }

    Set<String> askedAlready() {
        return names("asked");
    }

    int searchLimit() {
        return limit(DEFAULT_LIMIT, MAX_LIMIT);
    }

    int suggestionsLimit() {
        return limit(DEFAULT_SUGGESTIONS, MAX_SUGGESTIONS);
    }

    private int limit(int otherwise, int most) {
        JsonNode limit = fields.get("limit");
        if (limit == null) {
            return otherwise;
        }
        return WholeNumber.read("limit", limit.isNumber() ? limit.coerceStringValue() : kind(limit), 1, most);
    }

    private Set<String> folders() {
        return names("folders").stream()
                .map(folder -> Normalizer.normalize(folder, Normalizer.Form.NFC).replaceAll("^/+|/+$", ""))
                .peek(folder -> {
                    if (folder.isEmpty()) {
                        throw mistake("folders must be paths such as \"contracts/2024\", but it holds an empty one.");
                    }
                })
                .collect(Collectors.toSet());
    }

    private Map<String, Set<String>> metadata() {
        JsonNode object = fields.get("metadata");
        if (object == null) {
            return Map.of();
        }
        if (!object.isObject()) {
            throw mistake(
                    "metadata must be an object such as {\"author\": \"Ann Lee\"}, but it is " + kind(object) + ".");
        }
        if (object.size() > MOST_KEYS) {
            throw mistake("metadata must have at most " + MOST_KEYS + " keys, but it has " + object.size() + ".");
        }
        Map<String, Set<String>> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.entries()) {
            JsonNode value = entry.getValue();
            String name = "metadata." + shown(entry.getKey());
            Set<String> values = value.isString() ? Set.of(value.getStringValue()) : strings(name, value);
            if (values.isEmpty()) {
                throw mistake(name + " must have a value to look for, but it is an empty array.");
            }
            if (metadata.put(MetadataValues.normalized(entry.getKey()), values) != null) {
                throw mistake(name + " must be there once, but it is there in two spellings. Join their values.");
            }
        }
        return metadata;
    }

    private @Nullable LocalDate date(String field) {
        JsonNode date = fields.get(field);
        if (date == null) {
            return null;
        }
        try {
            return LocalDate.parse(date.isString() ? date.getStringValue() : "");
        } catch (DateTimeException e) {
            String found = date.isString() ? "\"" + shown(date.getStringValue()) + "\"" : kind(date);
            throw mistake(field + " must be a date such as \"2024-05-31\", but it is " + found + ".");
        }
    }

    private Set<String> names(String field) {
        JsonNode values = fields.get(field);
        return values == null ? Set.of() : strings(field, values);
    }

    private static Set<String> strings(String field, JsonNode values) {
        if (!values.isArray()) {
            throw mistake(field + " must be an array of strings, but it is " + kind(values) + ".");
        }
        if (values.size() > MOST_NAMES) {
            throw mistake(field + " must name at most " + MOST_NAMES + ", but it names " + values.size() + ".");
        }
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode value : values.values()) {
            if (!value.isString()) {
                throw mistake(field + " must be an array of strings, but it holds " + kind(value) + ".");
            }
            names.add(value.getStringValue());
        }
        return names;
    }

    private static String kind(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "an array";
        }
        return node.isString() ? "a string" : shown(node.coerceStringValue());
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private static ProblemException mistake(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail);
    }
}
