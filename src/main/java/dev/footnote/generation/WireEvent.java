package dev.footnote.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What matters of an event of a language model's stream, whichever of the APIs it belongs to, and LangChain4j does not tell: whether it is
 * an error, whether anything was written, and whether and why the stream ends.
 *
 * @param error what the provider says went wrong; null: nothing
 * @param finish why the model has finished, in the provider's word; null: it has not
 * @param last whether nothing comes after it
 * @param writing whether the model wrote something, be it only for itself
 */
record WireEvent(@Nullable String error, @Nullable String finish, boolean last, boolean writing) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> FINISHES = List.of(
            "/choices/0/finish_reason",
            "/delta/stop_reason",
            "/candidates/0/finishReason",
            "/promptFeedback/blockReason");

    private static final List<String> TEXTS = List.of(
            "/choices/0/delta/content",
            "/choices/0/delta/reasoning_content",
            "/choices/0/delta/reasoning",
            "/delta/text",
            "/delta/thinking",
            "/content_block/text",
            "/candidates/0/content/parts/0/text");

    /**
     * Reads an event.
     *
     * @throws JsonProcessingException if it is neither JSON nor the mark of the end
     */
    static WireEvent of(ServerSentEvent event) throws JsonProcessingException {
        String data = event.data().strip();
        if (data.equals("[DONE]")) {
            return new WireEvent(null, null, true, false);
        }
        if (data.isEmpty()) {
            return new WireEvent(null, null, false, false);
        }
        JsonNode json = JSON.readTree(data);
        JsonNode error = json.path("error");
        boolean failed = !(error.isMissingNode() || error.isNull()) || "error".equals(event.event());
        return new WireEvent(
                failed ? message(json, error) : null,
                first(json, FINISHES),
                "message_stop".equals(json.path("type").asText()),
                first(json, TEXTS) != null);
    }

    private static @Nullable String first(JsonNode json, List<String> pointers) {
        for (String pointer : pointers) {
            JsonNode node = json.at(pointer);
            if (node.isTextual() && !node.asText().isEmpty()) {
                return node.asText();
            }
        }
        return null;
    }

    private static String message(JsonNode json, JsonNode error) {
        if (error.path("message").isTextual()) {
            return error.path("message").asText();
        }
        if (error.isTextual()) {
            return error.asText();
        }
        return json.path("message").isTextual() ? json.path("message").asText() : "no reason given";
    }
}
