package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import com.slack.api.SlackConfig;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Slack takes: which arguments a method has, which blocks there are and how long they may be. Slack's own SDK must be able to read each, too. */
final class SlackRules {

    private static final int LONGEST_TEXT = 4_000;
    private static final int LONGEST_MARKDOWN = 12_000;
    private static final int LONGEST_SECTION = 3_000;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_BUTTON = 75;
    private static final int LONGEST_ID = 255;
    private static final int LONGEST_TITLE = 24;
    private static final int MOST_BLOCKS = 50;
    private static final int MOST_BLOCKS_OF_VIEW = 100;
    private static final int MOST_IN_CONTEXT = 10;
    private static final int MOST_IN_ACTIONS = 25;
    private static final int MOST_IN_CONTEXT_ACTIONS = 5;

    private static final Map<String, Set<String>> ARGUMENTS = Map.ofEntries(
            Map.entry(
                    "chat.postMessage",
                    Set.of("channel", "text", "blocks", "metadata", "thread_ts", "unfurl_links", "unfurl_media")),
            Map.entry("chat.update", Set.of("channel", "ts", "text", "blocks", "metadata")),
            Map.entry("chat.delete", Set.of("channel", "ts")),
            Map.entry(
                    "chat.startStream",
                    Set.of("channel", "thread_ts", "recipient_user_id", "recipient_team_id", "markdown_text")),
            Map.entry("chat.appendStream", Set.of("channel", "ts", "markdown_text")),
            Map.entry("chat.stopStream", Set.of("channel", "ts", "markdown_text", "blocks", "metadata")),
            Map.entry("chat.postEphemeral", Set.of("channel", "user", "text", "blocks", "thread_ts")),
            Map.entry("conversations.replies", Set.of("channel", "ts", "include_all_metadata", "limit", "cursor")),
            Map.entry("users.info", Set.of("user")),
            Map.entry("views.open", Set.of("trigger_id", "view")),
            Map.entry("assistant.threads.setStatus", Set.of("channel_id", "thread_ts", "status")),
            // An agent's prompts with thread_ts are silently not shown
            Map.entry("assistant.threads.setSuggestedPrompts", Set.of("channel_id", "prompts", "title")),
            Map.entry("apps.connections.open", Set.of()),
            Map.entry("response_url", Set.of("response_type", "text", "blocks", "replace_original")));

    private static final Map<String, List<String>> NEEDED = Map.ofEntries(
            Map.entry("chat.postMessage", List.of("channel")),
            Map.entry("chat.update", List.of("channel", "ts")),
            Map.entry("chat.delete", List.of("channel", "ts")),
            Map.entry("chat.startStream", List.of("channel", "thread_ts", "recipient_user_id", "recipient_team_id")),
            Map.entry("chat.appendStream", List.of("channel", "ts", "markdown_text")),
            Map.entry("chat.stopStream", List.of("channel", "ts")),
            Map.entry("chat.postEphemeral", List.of("channel", "user")),
            Map.entry("conversations.replies", List.of("channel", "ts")),
            Map.entry("users.info", List.of("user")),
            Map.entry("views.open", List.of("trigger_id", "view")),
            Map.entry("assistant.threads.setStatus", List.of("channel_id", "thread_ts", "status")),
            Map.entry("assistant.threads.setSuggestedPrompts", List.of("channel_id", "prompts")));

    private static final Set<String> MESSAGES =
            Set.of("chat.postMessage", "chat.update", "chat.postEphemeral", "response_url");

    private static final Gson SDK = GsonFactory.createSnakeCase(strict());

    private SlackRules() {}

    private static SlackConfig strict() {
        SlackConfig config = new SlackConfig();
        config.setFailOnUnknownProperties(true);
        return config;
    }

    /** Returns what Slack would say against a call; null: nothing. */
    static @Nullable String mistake(String method, JsonNode body) {
        Set<String> known = ARGUMENTS.get(method);
        if (known == null) {
            return "unknown_method";
        }
        for (Map.Entry<String, JsonNode> argument : body.properties()) {
            if (!known.contains(argument.getKey())) {
                return "unknown_argument_" + argument.getKey();
            }
        }
        for (String needed : NEEDED.getOrDefault(method, List.of())) {
            JsonNode given = body.path(needed);
            if (given.isMissingNode() || (given.isTextual() && given.asText().isEmpty())) {
                return "missing_argument_" + needed;
            }
        }
        if (body.path("markdown_text").asText().length() > LONGEST_MARKDOWN) {
            return "msg_too_long";
        }
        if (MESSAGES.contains(method)) {
            return message(body);
        }
        return switch (method) {
            case "views.open" -> view(body.path("view"));
            case "assistant.threads.setSuggestedPrompts" -> prompts(body.path("prompts"));
            default -> null;
        };
    }

    private static @Nullable String message(JsonNode body) {
        JsonNode blocks = body.path("blocks");
        String text = body.path("text").asText();
        if (text.isBlank()) {
            return "no_text"; // for notifications and screen readers, though Slack only warns
        }
        if (text.contains("<!") || text.length() > LONGEST_TEXT) {
            return "text_that_calls_or_is_too_long";
        }
        JsonNode metadata = body.path("metadata");
        if (!metadata.isMissingNode()
                && (metadata.path("event_type").asText().isEmpty()
                        || !metadata.path("event_payload").isObject())) {
            return "invalid_metadata_format";
        }
        return blocks.isMissingNode() ? null : blocks(blocks, MOST_BLOCKS);
    }

    /** Returns what Slack would say against blocks; null: nothing. */
    static @Nullable String blocks(JsonNode blocks, int most) {
        int markdown = 0;
        for (JsonNode block : blocks) {
            String type = block.path("type").asText();
            markdown += type.equals("markdown") ? block.path("text").asText().length() : 0;
            if (!fits(type, block)) {
                return "invalid_blocks";
            }
        }
        if (blocks.size() > most || markdown > LONGEST_MARKDOWN) {
            return "msg_blocks_too_long";
        }
        return read(blocks.toString(), new TypeToken<List<LayoutBlock>>() {}) ? null : "blocks_the_sdk_cannot_read";
    }

    private static boolean fits(String type, JsonNode block) {
        JsonNode elements = block.path("elements");
        return switch (type) {
            case "markdown" -> !block.path("text").asText().isBlank();
            case "section" -> isText(block.path("text"), LONGEST_SECTION);
            case "context" -> all(elements, MOST_IN_CONTEXT, element -> isText(element, LONGEST_SECTION));
            case "actions" -> all(elements, MOST_IN_ACTIONS, SlackRules::isButton);
            case "context_actions" -> all(elements, MOST_IN_CONTEXT_ACTIONS, SlackRules::isFeedback);
            case "input" ->
                isText(block.path("label"), LONGEST_VALUE)
                        && block.path("element").path("type").asText().equals("plain_text_input")
                        && block.path("element").path("max_length").asInt() <= LONGEST_SECTION;
            default -> false;
        };
    }

    /** Tells whether one element is right. */
    @FunctionalInterface
    private interface ElementRule {
        boolean holds(JsonNode element);
    }

    private static boolean all(JsonNode elements, int most, ElementRule rule) {
        boolean fits = !elements.isEmpty() && elements.size() <= most;
        for (JsonNode element : elements) {
            fits &= rule.holds(element);
        }
        return fits;
    }

    private static boolean isText(JsonNode text, int longest) {
        String type = text.path("type").asText();
        return (type.equals("mrkdwn") || type.equals("plain_text"))
                && !text.path("text").asText().isBlank()
                && text.path("text").asText().length() <= longest;
    }

    private static boolean isPlain(JsonNode text, int longest) {
        return isText(text, longest) && text.path("type").asText().equals("plain_text");
    }

    private static boolean isId(JsonNode id) {
        return !id.asText().isEmpty() && id.asText().length() <= LONGEST_ID;
    }

    private static boolean isButton(JsonNode button) {
        return button.path("type").asText().equals("button")
                && button.path("value").asText().length() <= LONGEST_VALUE
                && isPlain(button.path("text"), LONGEST_BUTTON)
                && isId(button.path("action_id"));
    }

    private static boolean isFeedback(JsonNode element) {
        return element.path("type").asText().equals("feedback_buttons")
                && isId(element.path("action_id"))
                && isRating(element.path("positive_button"))
                && isRating(element.path("negative_button"));
    }

    private static boolean isRating(JsonNode button) {
        String value = button.path("value").asText();
        return isPlain(button.path("text"), LONGEST_BUTTON)
                && !value.isEmpty()
                && value.length() <= LONGEST_VALUE
                && button.path("accessibility_label").asText().length() <= LONGEST_BUTTON;
    }

    private static @Nullable String view(JsonNode view) {
        boolean fits = view.path("type").asText().equals("modal")
                && isPlain(view.path("title"), LONGEST_TITLE)
                && (view.path("submit").isMissingNode() || isPlain(view.path("submit"), LONGEST_TITLE))
                && view.path("callback_id").asText().length() <= LONGEST_ID
                && view.path("private_metadata").asText().length() <= LONGEST_SECTION;
        boolean asks = view.path("blocks").findValuesAsText("type").contains("input");
        if (!fits
                || view.path("blocks").isEmpty()
                || (asks && view.path("submit").isMissingNode())) {
            return "invalid_arguments";
        }
        String mistake = blocks(view.path("blocks"), MOST_BLOCKS_OF_VIEW);
        if (mistake != null) {
            return mistake;
        }
        return read(view.toString(), TypeToken.get(View.class)) ? null : "view_the_sdk_cannot_read";
    }

    private static @Nullable String prompts(JsonNode prompts) {
        boolean fits = !prompts.isEmpty() && prompts.size() <= 4;
        for (JsonNode prompt : prompts) {
            fits &= !prompt.path("title").asText().isBlank()
                    && !prompt.path("message").asText().isBlank()
                    && prompt.size() == 2;
        }
        return fits ? null : "invalid_arguments";
    }

    private static boolean read(String json, TypeToken<?> type) {
        try {
            Object read = SDK.fromJson(json, type.getType());
            return read != null && !read.toString().contains("Unknown");
        } catch (JsonParseException e) {
            return false;
        }
    }
}
