package dev.footnote.chat.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.chat.ChatDesk;
import dev.footnote.chat.ChatQuestion;
import dev.footnote.chat.Words;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Webhooks: a form or JSON with {@code token} and {@code text}, as Mattermost's slash commands and outgoing webhooks and Rocket.Chat's
 * integrations send it, and whatever else sends the same. {@code thread} makes a conversation of several.
 */
@Controller("/chat/webhook")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class WebhookController {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How each program calls the message, so that what is delivered twice is answered once. */
    private static final List<String> MESSAGE_IDS = List.of("post_id", "message_id", "trigger_id");

    /** Rocket.Chat names here which integration has said something; what a person says has {@code false}. */
    private static final String BOT = "bot";

    private final ChatDesk desk;
    private final WebhookChannel channel;
    private final List<WebhookConfiguration> webhooks;

    WebhookController(ChatDesk desk, WebhookChannel channel, List<WebhookConfiguration> webhooks) {
        this.desk = desk;
        this.channel = channel;
        this.webhooks = webhooks;
    }

    @Post("/{name}")
    HttpResponse<String> ask(String name, HttpRequest<byte[]> request) {
        Map<String, String> fields = fields(request.getBody().orElse(new byte[0]));
        String token = fields.getOrDefault("token", header(request));
        Optional<WebhookConfiguration> webhook =
                webhooks.stream().filter(each -> each.name().equals(name)).findFirst();
        // A webhook that is absent and a wrong token look alike
        return webhook.filter(each -> each.opens(token))
                .map(each -> answer(each, fields))
                .orElseGet(HttpResponse::unauthorized);
    }

    private static String header(HttpRequest<?> request) {
        String value = request.getHeaders().get("Authorization");
        return value == null ? "" : value.replaceFirst("^(?:Token|Bearer) ", "");
    }

    private static Map<String, String> fields(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Map<String, String> fields = new HashMap<>();
        try {
            if (text.stripLeading().startsWith("{")) {
                JsonNode json = JSON.readTree(text);
                for (Map.Entry<String, JsonNode> field : json.properties()) {
                    JsonNode value = field.getValue();
                    if (value.isValueNode() && !value.isNull()) { // what is neither names nothing
                        fields.put(field.getKey(), value.asText());
                    }
                }
                if (json.path(BOT).isObject()) {
                    fields.put(BOT, "true");
                }
            } else {
                for (String pair : text.split("&", -1)) {
                    int equals = pair.indexOf('=');
                    if (equals > 0) {
                        fields.putIfAbsent(
                                URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                                URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return Map.of(); // neither a form nor JSON: it holds no token, and is refused for that
        }
        return fields;
    }

    private HttpResponse<String> answer(WebhookConfiguration webhook, Map<String, String> fields) {
        if (Boolean.parseBoolean(fields.get(BOT))) {
            return said(""); // our own answers come back to us, too
        }
        String trigger = fields.getOrDefault("trigger_word", "");
        String text = fields.getOrDefault("text", "");
        String asked =
                (!trigger.isEmpty() && text.startsWith(trigger) ? text.substring(trigger.length()) : text).strip();
        if (asked.isEmpty()) {
            return said(Words.NO_QUESTION.in(webhook.language()));
        }
        String message = MESSAGE_IDS.stream()
                .map(field -> fields.getOrDefault(field, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
        String id = webhook.name() + ":" + message;
        String thread = fields.getOrDefault("thread", "");
        Optional<URI> late = webhook.late(fields.getOrDefault("response_url", ""));
        ChatQuestion question = new ChatQuestion(
                WebhookChannel.NAME,
                id,
                thread.isEmpty() ? id : webhook.name() + ":thread:" + thread,
                WebhookChannel.NAME + ":" + webhook.name(),
                fields.getOrDefault("user_id", fields.getOrDefault("user_name", "")),
                asked,
                Set.copyOf(webhook.collections()),
                webhook.language(),
                late.map(uri -> Map.of(WebhookChannel.RESPONSE_URL, uri.toString()))
                        .orElse(Map.of()));
        CompletableFuture<String> answer = new CompletableFuture<>();
        if (!channel.await(id, answer)) {
            return said(""); // the same message is being answered already
        }
        try {
            return switch (desk.ask(question, Set.of())) {
                case KNOWN -> said("");
                case FULL -> said(Words.BUSY.in(webhook.language()));
                case TAKEN, BUSY -> said(answer.get(webhook.timeout().toMillis(), TimeUnit.MILLISECONDS));
            };
        } catch (TimeoutException e) {
            if (late.isPresent()) {
                // Whoever completes it first decides where the answer goes
                String later = Words.LATER.in(webhook.language());
                return said(answer.complete(later) ? later : answer.join());
            }
            desk.givenUp(WebhookChannel.NAME, id);
            return said(Words.TOO_LONG.in(webhook.language()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return said(Words.FAILED.in(webhook.language()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer fails in no other way than by words", e);
        } finally {
            channel.forget(id);
        }
    }

    private static HttpResponse<String> said(String text) {
        return HttpResponse.ok(JSON.createObjectNode().put("text", text).toString())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
