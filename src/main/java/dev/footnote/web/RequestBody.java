package dev.footnote.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request's body, a JSON object, read by hand, so that every mistake is named in the caller's words.
 *
 * @param fields those that are there and not null
 * @param example what a body looks like, for messages
 */
record RequestBody(Map<String, JsonNode> fields, String example) {

    private static final int LONGEST_SHOWN = 40;

    /**
     * Reads the body of a request that must be JSON.
     *
     * @see #read(JsonMapper, byte[], List, String)
     */
    static RequestBody read(JsonMapper json, HttpRequest<byte[]> http, List<String> expected, String example) {
        mustBeJson(http);
        return read(json, http.getBody().orElse(new byte[0]), expected, example);
    }

    /** The framework lets a body pass that has no media type, or none that it understands. */
    static void mustBeJson(HttpRequest<byte[]> http) {
        if (http.getContentType()
                .filter(type -> type.matches(MediaType.APPLICATION_JSON_TYPE))
                .isEmpty()) {
            throw new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, FrameworkProblems.MUST_BE_JSON);
        }
    }

    /**
     * Reads a body.
     *
     * @param expected the fields that it may have
     * @throws ProblemException if it is not a JSON object of these fields
     */
    static RequestBody read(JsonMapper json, byte[] body, List<String> expected, String example) {
        if (body.length == 0) {
            throw mistake(expectedIs(example) + "it is empty.");
        }
        JsonNode node;
        try {
            node = json.readValue(body, JsonNode.class);
        } catch (IOException e) {
            throw mistake(expectedIs(example) + "it is not well-formed JSON in UTF-8.");
        }
        if (node == null || !node.isObject()) {
            throw mistake(expectedIs(example) + "it is " + (node == null ? "empty" : kind(node)) + ".");
        }
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.entries()) {
            if (!expected.contains(field.getKey())) {
                throw mistake("The body must have no fields but " + String.join(", ", expected) + ", but it has "
                        + shown("'" + field.getKey() + "'") + ".");
            }
            if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue());
            }
        }
        return new RequestBody(fields, example);
    }

    /**
     * Returns a text.
     *
     * @param longest its longest length, in UTF-16 code units
     * @return null where the field is absent
     */
    @Nullable
    String text(String field, int longest) {
        JsonNode value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw mistake(field + " must be a string, but it is " + kind(value) + ".");
        }
        String text = value.getStringValue();
        if (text.length() > longest) {
            throw mistake(
                    field + " must be at most " + longest + " characters long, but it has " + text.length() + ".");
        }
        if (text.codePoints().anyMatch(RequestBody::unfit)) {
            throw mistake(field + " must be text, but it contains a character that is none. Remove it.");
        }
        return text;
    }

    private static boolean unfit(int character) {
        boolean loneSurrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return loneSurrogate
                || (Character.getType(character) == Character.CONTROL && !Character.isWhitespace(character));
    }

    /** Returns a text that must be there and not blank. */
    String requiredText(String field, int longest) {
        String text = text(field, longest);
        if (text == null || text.isBlank()) {
            throw missing(example, field);
        }
        return text.strip();
    }

    private static String expectedIs(String example) {
        return "The body must be a JSON object such as " + example + ", but ";
    }

    static ProblemException missing(String example, String field) {
        return mistake(expectedIs(example) + "it has no " + field + ".");
    }

    static String kind(JsonNode node) {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "an array";
        }
        return node.isString() ? "a string" : shown(node.coerceStringValue());
    }

    static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    static ProblemException mistake(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail);
    }
}
