package dev.footnote.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.footnote.Cancellation;
import dev.footnote.Deadline;
import dev.footnote.generation.Generated.End;
import dev.footnote.generation.GenerationException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Language models that misbehave, each in its way: U1 to U24 of the list of faults. */
class LanguageModelTest {

    private static final Prompt PROMPT = new Prompt("Be brief.", "Who founded the harbour?");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private MisbehavingServer server(MisbehavingServer.Script... scripts) {
        MisbehavingServer server = new MisbehavingServer(scripts);
        open.add(server);
        return server;
    }

    private LanguageModel model(MisbehavingServer server) {
        return model(Generations.of("openai", server.address() + "/v1"));
    }

    private LanguageModel model(GenerationConfiguration configuration) {
        LanguageModel model = new LanguageModel(configuration, Duration.ofMillis(500));
        open.add(model);
        return model;
    }

    private Generated generate(LanguageModel model) {
        return generate(model, Cancellation.never());
    }

    private Generated generate(LanguageModel model, Cancellation cancellation) {
        return model.generate(PROMPT, pieces::add, Deadline.after(Duration.ofSeconds(20)), cancellation);
    }

    private Generated generate(MisbehavingServer.Script... scripts) {
        return generate(model(server(scripts)));
    }

    private GenerationException failure(LanguageModel model) {
        GenerationException[] caught = new GenerationException[1];
        assertThatThrownBy(() -> generate(model)).isInstanceOfSatisfying(GenerationException.class, e -> caught[0] = e);
        assertThat(caught[0].getMessage()).doesNotContain(Generations.KEY).doesNotContain("canary");
        return caught[0];
    }

    private GenerationException failure(MisbehavingServer.Script... scripts) {
        return failure(model(server(scripts)));
    }

    // ---- what works

    @Test
    void whatAModelWritesComesPieceByPiece() {
        Generated generated = generate(OpenAi.says("Clara ", "Whitfield", " did."));
        assertThat(generated).isEqualTo(new Generated("Clara Whitfield did.", End.COMPLETE, null));
        assertThat(pieces).containsExactly("Clara ", "Whitfield", " did.");
    }

    @Test
    void theRequestOffersNoToolsAndCarriesTheKeyInItsHeaderOnly() throws IOException {
        MisbehavingServer server = server(OpenAi.says("Clara."));
        generate(model(server));
        MisbehavingServer.Connection request = server.connection(0);
        assertThat(request.head())
                .startsWith("POST /v1/chat/completions ")
                .contains("Authorization: Bearer " + Generations.KEY);
        assertThat(request.body())
                .contains("\"stream\"", "Who founded the harbour?", "Be brief.", "\"max_tokens\"")
                .doesNotContain("tools", "functions", Generations.KEY);
    }

    @Test
    void anthropicIsSpokenToo() {
        MisbehavingServer server = server(connection -> connection.stream()
                .send(
                        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"model\":\"x\",\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n")
                .send(
                        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n")
                .send("event: ping\ndata: {\"type\":\"ping\"}\n\n")
                .send(
                        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Clara.\"}}\n\n")
                .send("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n")
                .send(
                        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":5}}\n\n")
                .send("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
        Generated generated = generate(model(Generations.of("anthropic", server.address() + "/v1")));
        assertThat(generated).isEqualTo(new Generated("Clara.", End.COMPLETE, null));
        assertThat(server.connection(0).head())
                .startsWith("POST /v1/messages ")
                .contains("x-api-key: " + Generations.KEY);
        assertThat(server.connection(0).body()).doesNotContain("tools");
    }

    @Test
    void geminiIsSpokenToo() {
        MisbehavingServer server = server(
                connection -> connection.stream()
                        .data(
                                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Clara \"}],\"role\":\"model\"},\"index\":0}]}")
                        .data(
                                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"did.\"}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2,\"totalTokenCount\":3}}"));
        Generated generated = generate(model(Generations.of("google-ai-gemini", server.address() + "/v1beta")));
        assertThat(generated).isEqualTo(new Generated("Clara did.", End.COMPLETE, null));
        assertThat(server.connection(0).head())
                .contains("/v1beta/models/model-1:streamGenerateContent")
                .contains(Generations.KEY);
        assertThat(server.connection(0).head().lines().findFirst().orElseThrow())
                .doesNotContain(Generations.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "google-ai-gemini"})
    void theOthersAreWatchedInTheSameWay(String provider) {
        String piece = provider.equals("anthropic")
                ? "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Clara\"}}\n\n"
                : "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Clara\"}]},\"index\":0}]}\n\n";
        String start = provider.equals("anthropic")
                ? "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
                : "";
        MisbehavingServer server = server(
                connection -> connection.stream().send(start + piece).untilGone(),
                connection -> connection.stream().send(start + piece),
                connection -> connection.stream()
                        .send(start + piece)
                        .send(
                                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"),
                connection -> connection.answer(401, "", "{\"error\":{\"message\":\"invalid key\"}}"));
        LanguageModel model = model(Generations.of(provider, server.address()));
        assertThat(generate(model).interruption()).contains("token-timeout");
        assertThat(generate(model).interruption()).contains("broke off");
        assertThat(generate(model).interruption()).contains("Overloaded");
        assertThat(failure(model).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void whatAModelThinksIsNoAnswer() {
        Generated generated = generate(connection -> {
            connection.stream().data("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hmm.\"}}]}");
            for (String piece : List.of("<th", "ink>Who", " was it?</thi", "nk>\n\nClara", " did.")) {
                connection.data(OpenAi.piece(piece));
            }
            OpenAi.end(connection);
        });
        assertThat(generated.text()).isEqualTo("Clara did.");
        assertThat(String.join("", pieces)).isEqualTo("Clara did.");
    }

    // ---- U1 to U14: what LangChain4j's own client was measured with

    @Test
    void u1AStallBeforeTheHeadersEndsInTime() {
        GenerationException failure = failure(connection -> connection.untilGone());
        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessageContaining("first-token-timeout");
    }

    @Test
    void u2AStallBehindTheHeadersEndsInTime() {
        GenerationException failure = failure(connection -> connection.stream().untilGone());
        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void u2AStallBehindTheFirstTokenCutsTheAnswerOffAndSaysSo() throws InterruptedException {
        MisbehavingServer server = server(
                connection -> connection.stream().data(OpenAi.piece("Clara")).untilGone());
        Generated generated = generate(model(server));
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.text()).isEqualTo("Clara");
        assertThat(generated.interruption()).contains("token-timeout").contains("127.0.0.1");
        server.awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void u3U4AnEndThatNobodyAnnouncedIsNoEnd(boolean chunked) {
        Generated generated = generate(connection -> {
            if (chunked) {
                connection
                        .chunkedStream()
                        .chunk("data: " + OpenAi.piece("Clara") + "\n\n")
                        .send("0\r\n\r\n");
            } else {
                connection.stream().data(OpenAi.piece("Clara"));
            }
        });
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.text()).isEqualTo("Clara");
        assertThat(generated.interruption()).contains("broke off");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void u5AConnectionThatBreaksCutsTheAnswerOffOnce(boolean reset) {
        Generated generated = generate(connection -> {
            connection.chunkedStream().chunk("data: " + OpenAi.piece("Clara") + "\n\n");
            connection.pause(50);
            if (reset) {
                connection.reset();
            }
        });
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.text()).isEqualTo("Clara");
        assertThat(generated.interruption()).contains("broke off the connection");
    }

    @Test
    void u6NothingAfterAnEventThatIsNotJsonIsTaken() {
        Generated generated = generate(connection -> {
            connection.stream()
                    .data(OpenAi.piece("Clara"))
                    .data("{\"choices\": [{")
                    .data(OpenAi.piece(" lied"));
            OpenAi.end(connection);
        });
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.text()).isEqualTo("Clara");
        assertThat(generated.interruption()).contains("not JSON");
    }

    @Test
    void u7AnErrorWithinTheStreamIsSeen() {
        Generated generated = generate(connection -> connection.stream()
                .data(OpenAi.piece("Clara"))
                .data("{\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}")
                .data("[DONE]"));
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.interruption()).contains("The server had an error");
    }

    @Test
    void u7AnErrorBeforeAnythingWasWrittenIsAFailure() {
        GenerationException failure = failure(connection ->
                connection.stream().data("{\"error\":\"out of memory\"}").data("[DONE]"));
        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure).hasMessageContaining("out of memory");
    }

    @Test
    void u8APageInsteadOfAStreamIsAFailure() {
        GenerationException failure = failure(connection ->
                connection.answer(200, "Content-Type: text/html\r\n", "<html><title>Log in</title></html>"));
        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure).hasMessageContaining("text/html").hasMessageContaining("base-url");
    }

    @Test
    void u8AnEmptyAnswerIsAFailure() {
        assertThat(failure(connection -> connection.answer(200, "", "")).kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure(connection -> connection.stream()).kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure(connection -> OpenAi.end(connection.stream())))
                .hasMessageContaining("without writing anything");
    }

    @Test
    void u9AnErrorOfTheServersIsTriedAgain() {
        MisbehavingServer server = server(
                connection -> connection.answer(500, "", "{\"error\":{\"message\":\"oops\"}}"),
                connection -> connection.answer(502, "", "<html>Bad gateway</html>"),
                OpenAi.says("Clara."));
        assertThat(generate(model(server)).text()).isEqualTo("Clara.");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void u10ARedirectIsNotFollowed() {
        MisbehavingServer elsewhere = server(OpenAi.says("Clara."));
        GenerationException failure = failure(connection ->
                connection.answer(302, "Location: " + elsewhere.address() + "/v1/chat/completions\r\n", ""));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure).hasMessageContaining("not followed");
        assertThat(elsewhere.connections()).isZero();
    }

    @Test
    void u11WhatTakesTheTextMayFailAndEndsTheCall() throws InterruptedException {
        MisbehavingServer server = server(connection -> connection.stream()
                .data(OpenAi.piece("Clara"))
                .data(OpenAi.piece("Whitfield"))
                .untilGone());
        LanguageModel model = model(server);
        Consumer<String> failing = piece -> {
            throw new IllegalStateException("no room for " + piece);
        };
        assertThatThrownBy(() ->
                        model.generate(PROMPT, failing, Deadline.after(Duration.ofSeconds(20)), Cancellation.never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room for Clara");
        server.awaitEnd();
    }

    @Test
    void u12InvalidUtf8IsReplaced() {
        Generated generated = generate(connection -> {
            String[] halves = OpenAi.piece("Cl?ra").split("\\?", -1);
            connection.stream()
                    .send("data: " + halves[0])
                    .send(new byte[] {(byte) 0xFF})
                    .send(halves[1] + "\n\n");
            OpenAi.end(connection);
        });
        assertThat(generated.text()).isEqualTo("Cl\uFFFDra");
        assertThat(generated.end()).isEqualTo(End.COMPLETE);
    }

    @Test
    void u13AByteNowAndThenDoesNotKeepACallAlive() {
        GenerationException failure = failure(connection -> {
            connection.stream();
            for (int i = 0; i < 100; i++) {
                connection.send(i % 2 == 0 ? ":" : "\n").pause(50);
            }
        });
        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void u13NeitherDoEventsWithoutText() {
        Generated generated = generate(connection -> {
            connection.stream().data(OpenAi.piece("Clara"));
            for (int i = 0; i < 100; i++) {
                connection
                        .data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"}}]}")
                        .pause(50);
            }
        });
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.interruption()).contains("token-timeout");
    }

    @Test
    void u13AndAModelThatWritesForEverEndsWithTheDeadline() {
        LanguageModel model = model(server(connection -> {
            connection.stream();
            for (int i = 0; i < 200; i++) {
                connection.data(OpenAi.piece("x")).pause(50);
            }
        }));
        Generated generated =
                model.generate(PROMPT, pieces::add, Deadline.after(Duration.ofMillis(700)), Cancellation.never());
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.interruption()).contains("no time left");
    }

    @Test
    void u14ALineWithoutAnEndIsGivenUp() {
        GenerationException failure = failure(connection -> {
            connection.stream().send("data: ");
            byte[] much = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 64; i++) {
                connection.send(much);
            }
        });
        assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
        assertThat(failure).hasMessageContaining("more than 1 MB");
    }

    // ---- U15 and U16: no connection

    @Test
    void u15NobodyListensThere() throws IOException {
        MisbehavingServer server = new MisbehavingServer(OpenAi.says("Clara."));
        server.close();
        GenerationException failure = failure(model(Generations.of("openai", server.address())));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("base-url").hasMessageContaining(Integer.toString(server.port()));
    }

    @Test
    void u15TheNameDoesNotExist() {
        GenerationException failure = failure(model(Generations.of("openai", "http://no-such-host.invalid/v1")));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void u16ACertificateThatNobodyTrustsIsNamed() throws Exception {
        MisbehavingServer server = new MisbehavingServer(SelfSigned.factory(), OpenAi.says("Clara."));
        open.add(server);
        GenerationException failure = failure(model(Generations.of("openai", "https://127.0.0.1:" + server.port())));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("certificate");
    }

    @Test
    void u16APlainServerBehindHttpsIsNamed() {
        MisbehavingServer server = server(OpenAi.says("Clara."));
        GenerationException failure = failure(model(Generations.of("openai", "https://127.0.0.1:" + server.port())));
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    // ---- U17 and U18: too much

    @Test
    void u17WaitingAsLongAsTheProviderSays() {
        MisbehavingServer server =
                server(connection -> connection.answer(429, "Retry-After: 1\r\n", ""), OpenAi.says("Clara."));
        long started = System.nanoTime();
        assertThat(generate(model(server)).text()).isEqualTo("Clara.");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(950));
    }

    @Test
    void u17AWaitThatIsTooLongIsToldAtOnce() {
        MisbehavingServer server = server(connection ->
                connection.answer(429, "Retry-After: 60\r\n", "{\"error\":{\"message\":\"Rate limit\"}}"));
        GenerationException failure = failure(model(server));
        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(failure).hasMessageContaining("Rate limit");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void u17TheWaitMayBeADateOrGarbage() {
        String inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
        GenerationException dated =
                failure(connection -> connection.answer(429, "Retry-After: " + inAMinute + "\r\n", ""));
        assertThat(dated.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
        GenerationException garbage = failure(connection -> connection.answer(503, "Retry-After: soon\r\n", ""));
        assertThat(garbage.retryAfter()).isNull();
        assertThat(garbage.kind()).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void u18AStormOpensTheBreakerAndAProbeClosesIt() throws InterruptedException {
        MisbehavingServer.Script overloaded = connection -> connection.answer(503, "Retry-After: 60\r\n", "");
        MisbehavingServer server =
                server(overloaded, overloaded, overloaded, overloaded, overloaded, OpenAi.says("Clara."));
        LanguageModel model = model(server);
        for (int i = 0; i < 5; i++) {
            failure(model);
        }
        GenerationException open = failure(model);
        assertThat(open.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(open).hasMessageContaining("again and again");
        assertThat(server.connections()).isEqualTo(5);
        org.awaitility.Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(GenerationException.class)
                .until(() -> generate(model).text().equals("Clara."));
        assertThat(generate(model).text()).isEqualTo("Clara.");
    }

    @Test
    void u18AWrongKeyIsNoOutage() {
        LanguageModel model = model(server(connection -> connection.answer(
                401, "", "{\"error\":{\"message\":\"Incorrect API key: " + Generations.KEY + "\"}}")));
        for (int i = 0; i < 8; i++) {
            assertThat(failure(model).kind()).isEqualTo(Kind.REFUSED);
        }
    }

    // ---- U19 to U22: odd streams

    @Test
    void u19WhatNeverEndsIsCut() throws InterruptedException {
        MisbehavingServer server = server(connection -> {
            connection.stream();
            for (int i = 0; i < 50_000; i++) {
                connection.data(OpenAi.piece("x".repeat(1000)));
            }
        });
        Generated generated = generate(model(server));
        assertThat(generated.text()).hasSize(1600);
        assertThat(String.join("", pieces)).hasSize(1600);
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.interruption()).contains("max-tokens");
        server.awaitEnd();
    }

    @Test
    void u20EveryWayToWriteEventsIsRead() {
        String piece = OpenAi.piece("Zoë 🚢 ");
        byte[] bytes = ("data: " + piece + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        Generated generated = generate(connection -> {
            connection.stream().send("\uFEFF: hello\r\n\r\ndata:" + piece + "\r\n\r\n");
            for (byte each : bytes) {
                connection.send(new byte[] {each});
            }
            int comma = piece.indexOf(',') + 1;
            connection.send("id: 7\rretry: 10\rdata: " + piece.substring(0, comma) + "\rdata: " + piece.substring(comma)
                    + "\r\r");
            connection.send("unknown: x\ndata\n\n: only a comment\n\n");
            OpenAi.end(connection);
        });
        assertThat(generated).isEqualTo(new Generated("Zoë 🚢 Zoë 🚢 Zoë 🚢 ", End.COMPLETE, null));
    }

    @Test
    void u21AStreamThatIsDoneIsDoneEvenIfItStaysOpen() throws InterruptedException {
        MisbehavingServer server = server(connection -> {
            OpenAi.end(connection.stream().data(OpenAi.piece("Clara.")));
            connection.untilGone();
        });
        Generated generated = generate(model(server));
        assertThat(generated).isEqualTo(new Generated("Clara.", End.COMPLETE, null));
        server.awaitEnd();
    }

    @Test
    void u21AFinishReasonAloneIsEnough() {
        Generated generated = generate(connection -> connection.stream()
                .data(OpenAi.piece("Clara."))
                .data(OpenAi.finish("stop"))
                .untilGone());
        assertThat(generated).isEqualTo(new Generated("Clara.", End.COMPLETE, null));
    }

    @Test
    void u22ChunksWithoutAnythingInThemAreHarmless() {
        Generated generated = generate(connection -> {
            connection.stream()
                    .data("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")
                    .data("{\"choices\":[]}")
                    .data("{\"choices\":[{\"index\":0,\"delta\":null}]}")
                    .data("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}")
                    .data(OpenAi.piece("Clara"))
                    .data("{}")
                    .data("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}")
                    .data(OpenAi.piece("."))
                    .data(OpenAi.finish("stop"))
                    .data("{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}")
                    .data("[DONE]");
        });
        assertThat(generated).isEqualTo(new Generated("Clara.", End.COMPLETE, null));
    }

    @ParameterizedTest
    @CsvSource({"length,max-tokens", "content_filter,filter", "tool_calls,tool_calls"})
    void endingsForOtherReasonsAreSaidToBeThat(String reason, String said) {
        Generated generated = generate(connection -> connection.stream()
                .data(OpenAi.piece("Clara"))
                .data(OpenAi.finish(reason))
                .data("[DONE]"));
        assertThat(generated.end()).isEqualTo(End.TRUNCATED);
        assertThat(generated.interruption()).contains(said);
    }

    // ---- U23 and U24

    @Test
    void u23NothingIsTriedAgainOnceSomethingWasWritten() {
        MisbehavingServer server =
                server(connection -> connection.stream().data(OpenAi.piece("Clara")), OpenAi.says("Somebody else."));
        assertThat(generate(model(server)).text()).isEqualTo("Clara");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void u24StoppedBeforeTheHeaders() throws Exception {
        stopped(connection -> connection.untilGone(), 0);
    }

    @Test
    void u24StoppedBeforeTheFirstToken() throws Exception {
        stopped(connection -> connection.stream().untilGone(), 0);
    }

    @Test
    void u24StoppedWhileWriting() throws Exception {
        stopped(connection -> connection.stream().data(OpenAi.piece("Clara")).untilGone(), 1);
    }

    @Test
    void u24StoppedWhileItWaitsToTryAgain() throws Exception {
        MisbehavingServer server = server(connection -> connection.answer(429, "Retry-After: 8\r\n", ""));
        Cancellation cancellation = new Cancellation();
        LanguageModel model = model(server);
        CompletableFuture<Generated> generated = CompletableFuture.supplyAsync(() -> generate(model, cancellation));
        org.awaitility.Awaitility.await().until(() -> server.connections() == 1);
        cancellation.cancel();
        assertThatThrownBy(() -> generated.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(GenerationException.class);
    }

    @Test
    void u24StoppedBeforeItBegan() {
        MisbehavingServer server = server(OpenAi.says("Clara."));
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThatThrownBy(() -> generate(model(server), cancellation))
                .isInstanceOfSatisfying(
                        GenerationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        assertThat(server.connections()).isZero();
    }

    private void stopped(MisbehavingServer.Script script, int written) throws Exception {
        GenerationConfiguration patient = Generations.of("openai", null);
        MisbehavingServer server = server(script);
        LanguageModel model = model(new GenerationConfiguration(
                "openai",
                "m",
                server.address(),
                null,
                null,
                null,
                100,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                patient.connectTimeout(),
                2,
                Duration.ofMillis(500),
                1500,
                true,
                false));
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Generated> generated = CompletableFuture.supplyAsync(() -> generate(model, cancellation));
        org.awaitility.Awaitility.await().until(() -> server.open() == 1 && pieces.size() == written);
        long cancelled = System.nanoTime();
        cancellation.cancel();
        long closed = server.awaitEnd().ended() - cancelled;
        assertThat(Duration.ofNanos(closed)).isLessThan(Duration.ofSeconds(1));
        if (written == 0) {
            assertThatThrownBy(() -> generated.get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            GenerationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
        } else {
            assertThat(generated.get(5, TimeUnit.SECONDS).end()).isEqualTo(End.CANCELLED);
        }
    }

    // ---- settings

    @Test
    void askingWhetherItIsThereIsACall() {
        MisbehavingServer server =
                server(OpenAi.says("Yes"), connection -> connection.answer(404, "", "no such model"));
        LanguageModel model = model(server);
        model.check(Deadline.after(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> model.check(Deadline.after(Duration.ofSeconds(5))))
                .hasMessageContaining("footnote.generation.model")
                .hasMessageContaining("no such model");
    }
}
