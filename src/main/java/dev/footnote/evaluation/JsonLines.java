package dev.footnote.evaluation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.assistant.InvalidQuestionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads files of one JSON object a line, and says exactly where one is not as it must be. */
final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLines() {}

    /**
     * Reads all rows of a file; blank lines are passed over.
     *
     * @throws BenchmarkException if the file cannot be read, a line is no JSON object, or {@code parse} finds a field wrong
     */
    static <T> List<T> read(Path file, Function<Row, T> parse) {
        List<T> rows = new ArrayList<>();
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    rows.add(parse.apply(new Row(file, number, object(file, number, line))));
                }
            }
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be read after line " + number + ": " + e, e);
        }
        return rows;
    }

    private static JsonNode object(Path file, int number, String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.isObject()) {
                return node;
            }
            throw new BenchmarkException(
                    file + ", line " + number + ": expected a JSON object, found " + node.getNodeType());
        } catch (JacksonException e) {
            throw new BenchmarkException(
                    file + ", line " + number + ": expected a JSON object, found: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads all rows of a file, each of which must have its own id.
     *
     * @param id finds the id of what was read
     * @param field where the id stands, for the message
     */
    static <T> List<T> readDistinct(Path file, String field, Function<T, String> id, Function<Row, T> parse) {
        Map<String, Integer> lines = new HashMap<>();
        return read(file, row -> {
            T parsed = parse.apply(row);
            Integer before = lines.putIfAbsent(id.apply(parsed), row.number());
            if (before != null) {
                throw row.failure(field, "a value that no other line has", id.apply(parsed) + ", as in line " + before);
            }
            return parsed;
        });
    }

    /** One row, with its place for messages. */
    record Row(Path file, int number, JsonNode object) {

        /** Returns a required text. */
        String text(String field) {
            JsonNode value = object.get(field);
            if (value == null || !value.isTextual()) {
                throw failure(
                        field,
                        "a text",
                        value == null ? "no such field" : value.getNodeType().toString());
            }
            return value.textValue();
        }

        /** Returns an optional text; empty where it is absent. */
        String textOr(String field, String otherwise) {
            return object.hasNonNull(field) ? text(field) : otherwise;
        }

        /** Returns an optional list of texts; empty where it is absent. */
        List<String> texts(String field) {
            JsonNode value = object.get(field);
            if (value == null || value.isNull()) {
                return List.of();
            }
            if (!value.isArray()) {
                throw failure(field, "a list of texts", value.getNodeType().toString());
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    throw failure(field, "a list of texts", "a list with " + element.getNodeType());
                }
                texts.add(element.textValue());
            }
            return texts;
        }

        /** Returns an optional list of texts that may also be written as one text; empty where it is absent or that text is blank. */
        List<String> textOrTexts(String field) {
            JsonNode value = object.get(field);
            List<String> texts = value != null && value.isTextual() ? List.of(value.textValue()) : texts(field);
            return texts.stream().filter(text -> !text.isBlank()).toList();
        }

        /** Tells whether a field is there and null. */
        boolean isNull(String field) {
            JsonNode value = object.get(field);
            return value != null && value.isNull();
        }

        /** Returns the optional field {@code history}; empty where it is absent. */
        List<HistoryTurn> history() {
            JsonNode value = object.get("history");
            if (value == null || value.isNull()) {
                return List.of();
            }
            String expected = "a list of {\"role\", \"text\"}";
            if (!value.isArray()) {
                throw failure("history", expected, value.getNodeType().toString());
            }
            List<HistoryTurn> turns = new ArrayList<>();
            for (JsonNode turn : value) {
                JsonNode role = turn.get("role");
                JsonNode text = turn.get("text");
                if (role == null || text == null || !role.isTextual() || !text.isTextual()) {
                    throw failure("history", expected, turn.toString());
                }
                turns.add(new HistoryTurn(role.textValue(), text.textValue()));
            }
            return turns;
        }

        /** Returns a required text that can be asked. */
        String question(String field) {
            String text = text(field);
            try {
                QuestionText.question(text);
                return text;
            } catch (InvalidQuestionException e) {
                throw new BenchmarkException(place(field) + ": " + e.getMessage(), e);
            }
        }

        BenchmarkException failure(String field, String expected, String found) {
            return new BenchmarkException(place(field) + ": expected " + expected + ", found " + found);
        }

        private String place(String field) {
            return file + ", line " + number + ", field " + field;
        }
    }
}
