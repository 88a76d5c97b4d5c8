package dev.footnote.web;

import dev.footnote.assistant.Dialogue;
import dev.footnote.assistant.Question;
import dev.footnote.assistant.Scope;
import dev.footnote.corpus.MetadataValues;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Duration;
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
 *   <li>{@code conversation_id}: for an answer, the conversation that the question belongs to; absent: a new one
 *   <li>{@code parent_id}: the answer in it that the question follows: so an earlier question can be edited, or asked again, without losing what came
 *       of it; absent: the last; {@code ""}: none, the question begins the conversation anew
 *   <li>{@code stream}: for an answer, whether it comes as a stream of events; absent: as the {@code Accept} header says
 *   <li>{@code linger}: for a stream, for how many seconds the answer goes on while nobody listens, 0 to 60, so that a reader who lost the connection
 *       can come back to it; absent: as configured
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
    static final List<String> ANSWER = fields("question", "stream", "conversation_id", "parent_id", "linger");

    /** The fields of a search. */
    static final List<String> SEARCH = fields("question");

    /** The fields of a request for suggestions. */
    static final List<String> SUGGESTIONS = fields("asked");

    private static final String EXAMPLE = "{\"question\": \"…\"}";
    private static final int MOST_NAMES = 1000;
    private static final int MOST_KEYS = 32;
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 50;
    private static final int DEFAULT_SUGGESTIONS = 3;
    private static final int MAX_SUGGESTIONS = 10;
    private static final int LONGEST_LINGER = 60;

    /** The fields that are there and not null. */
    private final Map<String, JsonNode> fields;

    private AskRequest(RequestBody body) {
        fields = body.fields();
    }

    /**
     * Reads a request's body.
     *
     * @param expected the fields that it may have
     * @throws ProblemException if it is not a JSON object of these fields
     */
    static AskRequest read(JsonMapper json, byte[] body, List<String> expected) {
        return new AskRequest(RequestBody.read(json, body, expected, EXAMPLE));
    }

    private static List<String> fields(String... own) {
        return Stream.concat(Stream.of(own), NARROWING.stream()).toList();
    }

    Question asked() {
        JsonNode question = fields.get("question");
        if (question == null) {
            throw RequestBody.missing(EXAMPLE, "question");
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

    /** Returns where in which conversation the question belongs. */
    Dialogue.Place turn() {
        String conversation = id("conversation_id");
        String parent = id("parent_id");
        if (conversation == null && parent != null) {
            throw mistake("parent_id must come with the conversation_id that it belongs to, but that is absent.");
        }
        boolean beginning = parent != null && parent.isEmpty();
        return new Dialogue.Place(conversation, beginning ? null : parent, beginning);
    }

    private @Nullable String id(String field) {
        JsonNode id = fields.get(field);
        if (id == null) {
            return null;
        }
        if (!id.isString()) {
            throw mistake(field + " must be a string, but it is " + kind(id) + ".");
        }
        return id.getStringValue();
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

    @Nullable
    Duration linger() {
        JsonNode linger = fields.get("linger");
        if (linger == null) {
            return null;
        }
        String seconds = linger.isNumber() ? linger.coerceStringValue() : kind(linger);
        return Duration.ofSeconds(WholeNumber.read("linger", seconds, 0, LONGEST_LINGER));
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
        return RequestBody.kind(node);
    }

    private static String shown(String text) {
        return RequestBody.shown(text);
    }

    private static ProblemException mistake(String detail) {
        return RequestBody.mistake(detail);
    }
}
