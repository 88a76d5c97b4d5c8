package dev.footnote.chat.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footnote.chat.ChannelException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers to where a chat program takes them when it does not wait any more. Safe for use by many threads. */
@Singleton
final class LateAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 4;
    private static final int SUCCESS = 2;
    private static final int MISTAKE = 4;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * Sends words; tries again where that fails.
     *
     * @throws ChannelException if they were not taken
     */
    void send(URI address, String words) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("text", words).toString()))
                .build();
        try {
            for (int tried = 1; !isTaken(request); tried++) {
                Duration pause = PAUSE.multipliedBy(tried);
                if (tried == MOST_TRIES || closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new ChannelException(
                            "An answer that took long was not taken by " + address.getHost() + ".", null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException("An answer that took long was not sent: the program ends.", e);
        }
    }

    /** @throws ChannelException if it is not worth another try */
    private boolean isTaken(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            int kind = response.statusCode() / 100;
            if (kind == MISTAKE && response.statusCode() != 429) {
                throw new ChannelException(
                        "An answer that took long was not taken by "
                                + request.uri().getHost() + ": status " + response.statusCode() + ".",
                        null);
            }
            return kind == SUCCESS;
        } catch (IOException e) {
            LOG.info("{} does not take an answer: {}", request.uri().getHost(), e.getMessage());
            return false;
        }
    }

    @PreDestroy
    void close() {
        closing.countDown();
        client.shutdown();
    }
}
