package dev.footnote.chat.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footnote.store.StoreException;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Socket Mode: Slack's requests over a WebSocket that we open, so that no address of ours need be public. Connects again whenever the
 * connection ends or says nothing any more; what is not acknowledged Slack brings again.
 */
@Singleton
@Requires(condition = SlackIsOn.class)
final class SlackSocket {

    private static final Logger LOG = LoggerFactory.getLogger(SlackSocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Slack pings every few seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private static final Duration LONGEST_OPENING = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int LONGEST_MESSAGE = 1_000_000;

    private final SlackApi api;
    private final SlackInbox inbox;
    private final SlackInteractions interactions;
    private final @Nullable String token;
    private final ExecutorService working = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("slack-socket-", 0).factory());
    private final CountDownLatch closing = new CountDownLatch(1);

    SlackSocket(SlackApi api, SlackInbox inbox, SlackInteractions interactions, SlackConfiguration configuration) {
        this.api = api;
        this.inbox = inbox;
        this.interactions = interactions;
        this.token = configuration.app();
    }

    @EventListener
    void start(ServerStartupEvent event) {
        if (token != null) {
            String known = token;
            working.execute(() -> stayConnected(known));
        }
    }

    private void stayConnected(String known) {
        Duration pause = FIRST_PAUSE;
        while (closing.getCount() > 0) {
            try {
                Connection connection = connect(known);
                LOG.info("Connected to Slack in Socket Mode");
                boolean wasOfUse = connection.last();
                pause = wasOfUse ? FIRST_PAUSE : longer(pause);
            } catch (IOException | RuntimeException e) { // whatever it is, nobody else would connect again
                LOG.warn("Slack's Socket Mode cannot be reached, which is tried again: {}", e.getMessage());
                pause = longer(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (!rest(pause)) {
                return;
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean rest(Duration pause) {
        try {
            return !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Connection connect(String known) throws IOException, InterruptedException {
        URI address = URI.create(api.open(known).path("url").asText());
        Connection connection = new Connection();
        try {
            WebSocket socket = api.client()
                    .newWebSocketBuilder()
                    .connectTimeout(LONGEST_OPENING)
                    .buildAsync(address, connection)
                    .get(LONGEST_OPENING.toSeconds(), TimeUnit.SECONDS);
            connection.socket = socket;
            return connection;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the connection could not be opened", e);
        }
    }

    /** One connection, until it ends. */
    private final class Connection implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
        private volatile long heard = System.nanoTime();
        private volatile boolean greeted;
        private volatile @Nullable WebSocket socket;
        private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

        /** Waits until the connection has ended; tells whether Slack had greeted us on it. */
        boolean last() throws InterruptedException {
            while (!ended.isDone()) {
                boolean close = closing.await(200, TimeUnit.MILLISECONDS);
                boolean silent = System.nanoTime() - heard > LONGEST_SILENCE.toNanos();
                if (close || silent) {
                    ended.complete(greeted);
                }
            }
            WebSocket open = socket;
            if (open != null) {
                open.abort();
            }
            return greeted;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            heard = System.nanoTime();
            webSocket.request(1); // the JDK answers it
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            heard = System.nanoTime();
            text.append(data);
            if (text.length() > LONGEST_MESSAGE) {
                LOG.warn("Slack sent more over its socket than fits; the connection is opened anew");
                ended.complete(greeted);
            } else if (last) {
                String whole = text.toString();
                text.setLength(0);
                working.execute(() -> take(webSocket, whole));
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            ended.complete(greeted);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            LOG.info("Slack's socket broke: {}", error.getMessage());
            ended.complete(greeted);
        }

        private void take(WebSocket webSocket, String whole) {
            try {
                JsonNode envelope = JSON.readTree(whole);
                String id = envelope.path("envelope_id").asText();
                JsonNode payload = envelope.path("payload");
                switch (envelope.path("type").asText()) {
                    case "hello" -> greeted = true;
                    case "disconnect" -> ended.complete(greeted);
                    case "events_api" -> acknowledge(webSocket, id, inbox.event(payload), null);
                    case "interactive" -> acknowledge(webSocket, id, interactions.take(payload), null);
                    case "slash_commands" -> command(webSocket, id, payload);
                    default -> LOG.debug("Slack's socket brought something that is of no use here");
                }
            } catch (IOException e) {
                LOG.warn("Slack's socket brought something that is no JSON");
            } catch (StoreException e) {
                LOG.error("What Slack brought could not be kept; it is to be brought again", e);
            } catch (RuntimeException e) {
                LOG.error("What Slack brought could not be taken", e);
            }
        }

        private void command(WebSocket webSocket, String id, JsonNode payload) {
            Map<String, String> fields = new HashMap<>();
            for (Map.Entry<String, JsonNode> field : payload.properties()) {
                if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                    fields.put(field.getKey(), field.getValue().asText());
                }
            }
            acknowledge(webSocket, id, true, inbox.acknowledge(fields));
        }

        /** What is not acknowledged is brought again. Only one message may be on its way at once. */
        private synchronized void acknowledge(WebSocket webSocket, String id, boolean taken, @Nullable String words) {
            if (!taken) {
                return;
            }
            ObjectNode answer = JSON.createObjectNode().put("envelope_id", id);
            if (words != null) {
                answer.putObject("payload").put("text", words);
            }
            sending = sending.thenCompose(before -> webSocket.sendText(answer.toString(), true))
                    .handle((sent, failure) -> {
                        if (failure != null) {
                            Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                    ? failure.getCause()
                                    : failure;
                            LOG.info("Slack could not be told that something has arrived: {}", cause.getMessage());
                            ended.complete(greeted);
                        }
                        return null;
                    });
        }
    }

    @PreDestroy
    void close() {
        closing.countDown();
        working.shutdown();
    }
}
