package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.chat.Words;
import dev.footnote.store.StoreException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slack's requests over HTTP. Nothing in one is read before its signature has been found to be Slack's. */
@Controller("/chat/slack")
@Consumes(MediaType.ALL)
@Requires(condition = SlackIsOn.class)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SlackController {

    private static final Logger LOG = LoggerFactory.getLogger(SlackController.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_RETRY = "X-Slack-No-Retry";

    private final SlackInbox inbox;
    private final SlackInteractions interactions;
    private final @Nullable SlackSignature signature;
    private final Clock clock = Clock.systemUTC();

    SlackController(SlackInbox inbox, SlackInteractions interactions, SlackConfiguration configuration) {
        this.inbox = inbox;
        this.interactions = interactions;
        String secret = configuration.signing();
        this.signature = secret == null ? null : new SlackSignature(secret);
    }

    @Post("/events")
    HttpResponse<String> events(HttpRequest<byte[]> request) {
        byte[] body = request.getBody().orElse(new byte[0]);
        if (!isSlacks(request, body)) {
            return refused();
        }
        JsonNode envelope;
        try {
            envelope = JSON.readTree(body);
        } catch (IOException e) {
            LOG.warn("Slack sent an event that is no JSON");
            return HttpResponse.<String>badRequest().header(NO_RETRY, "1");
        }
        if (envelope.path("type").asText().equals("url_verification")) {
            return HttpResponse.ok(envelope.path("challenge").asText()).contentType(MediaType.TEXT_PLAIN_TYPE);
        }
        return taken(() -> inbox.event(envelope)) ? HttpResponse.ok() : later();
    }

    @Post("/commands")
    HttpResponse<String> commands(HttpRequest<byte[]> request) {
        byte[] body = request.getBody().orElse(new byte[0]);
        if (!isSlacks(request, body)) {
            return refused();
        }
        Map<String, String> fields = SlackForm.read(body);
        try {
            return said(inbox.acknowledge(fields));
        } catch (StoreException e) {
            LOG.error("A command of Slack's could not be kept", e);
            return said(Words.FAILED.in("en"));
        }
    }

    @Post("/interactions")
    HttpResponse<String> interactions(HttpRequest<byte[]> request) {
        byte[] body = request.getBody().orElse(new byte[0]);
        if (!isSlacks(request, body)) {
            return refused();
        }
        try {
            JsonNode payload = JSON.readTree(SlackForm.read(body).getOrDefault("payload", "{}"));
            return taken(() -> interactions.take(payload)) ? HttpResponse.ok() : later();
        } catch (IOException e) {
            LOG.warn("Slack sent an interaction that is no JSON");
            return HttpResponse.badRequest();
        }
    }

    private boolean isSlacks(HttpRequest<byte[]> request, byte[] body) {
        return signature != null
                && signature.holds(
                        request.getHeaders().getAll(SlackSignature.TIMESTAMP),
                        request.getHeaders().getAll(SlackSignature.SIGNATURE),
                        body,
                        clock.instant());
    }

    private static HttpResponse<String> refused() {
        return HttpResponse.<String>unauthorized().header(NO_RETRY, "1");
    }

    /** Slack brings it again at once, after a minute and after five. */
    private static HttpResponse<String> later() {
        return HttpResponse.<String>status(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static HttpResponse<String> said(String words) {
        return HttpResponse.ok(JSON.createObjectNode()
                        .put("response_type", "ephemeral")
                        .put("text", words)
                        .toString())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Something that either takes what has come, or does not. */
    @FunctionalInterface
    private interface Taking {
        boolean take();
    }

    private static boolean taken(Taking taking) {
        try {
            return taking.take();
        } catch (StoreException e) {
            LOG.error("What Slack brought could not be kept; it is to be brought again", e);
            return false;
        }
    }
}
