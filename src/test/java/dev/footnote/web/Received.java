package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An event of a stream as a client gets it. */
record Received(int id, String name, JsonNode data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Takes a stream apart as the specification of server-sent events has it. */
    static List<Received> events(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        List<Received> events = new ArrayList<>();
        for (String block : response.body().split("\n\n", -1)) {
            if (block.isBlank() || block.startsWith(":")) {
                continue;
            }
            Map<String, String> fields = block.lines()
                    .map(line -> line.split(": ?", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
            events.add(new Received(
                    Integer.parseInt(fields.getOrDefault("id", "-1")),
                    fields.getOrDefault("event", ""),
                    json(fields.getOrDefault("data", "null"))));
        }
        return events;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
