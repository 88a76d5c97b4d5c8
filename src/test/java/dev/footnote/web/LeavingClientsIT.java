package dev.footnote.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footnote.generation.MisbehavingServer;
import dev.footnote.generation.OpenAi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask and leave before the first token; {@code -Dhardening.leavers=10000} says how many. */
class LeavingClientsIT {

    private static final int LEAVERS = Integer.getInteger("hardening.leavers", 300);
    private static final int AT_ONCE = 40;

    @Test
    void nothingIsLeftOfThemAndOthersAreServed(@TempDir Path folder) throws Exception {
        AtomicBoolean stalling = new AtomicBoolean(true);
        try (MisbehavingServer model = new MisbehavingServer(connection -> {
                    if (stalling.get()) {
                        connection.stream().untilGone();
                    } else {
                        OpenAi.says("The paper mill of Dunloe employs 312 people [1].")
                                .run(connection);
                    }
                });
                RunningService service = new RunningService(
                        folder,
                        Map.of(
                                "footnote.models", "src/test/resources/models",
                                "footnote.encoder", "tiny-encoder",
                                "footnote.reader", "tiny-reader",
                                "footnote.web.concurrent-questions", 100,
                                "footnote.web.abandoned-after", "50ms",
                                "footnote.generation.provider", "openai",
                                "footnote.generation.model", "scripted",
                                "footnote.generation.base-url", model.address() + "/v1"))) {
            AtomicInteger begun = new AtomicInteger();
            Semaphore places = new Semaphore(AT_ONCE);
            Random random = new Random(6);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < LEAVERS; i++) {
                    places.acquire();
                    int lines = random.nextInt(8);
                    threads.execute(() -> {
                        try (StreamClient client = new StreamClient(service.address(), "How many people?", true)) {
                            begun.addAndGet(client.status() == 200 ? 1 : 0);
                            for (int line = 0; line < lines && client.line() != null; line++) {
                                assertThat(client.status()).isIn(200, 503);
                            }
                        } catch (IOException e) {
                            throw new AssertionError("a client must be answered", e);
                        } finally {
                            places.release();
                        }
                    });
                }
            }
            assertThat(begun.get()).isGreaterThan(LEAVERS / 2);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> model.open() == 0);
            stalling.set(false);
            JsonNode answer = RunningService.json(service.ask("How many people does the paper mill of Dunloe employ?"));
            assertThat(answer.get("status").asText()).isEqualTo("answered");
            assertThat(answer.get("backend").asText()).isEqualTo("openai");
        }
    }
}
