package dev.footnote.web;

import dev.footnote.benchmark.ProcessMemory;
import dev.footnote.generation.MisbehavingServer;
import dev.footnote.generation.OpenAi;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Streams many answers at once from a language model that writes ten tokens a second, which a server in this process plays, to clients in
 * this process too, with tiny local models, so that passing on is what is measured: how much later each token arrives than it was sent, how
 * long after its sentence a citation comes, and how soon what is too much is turned away. Streams begin one after the other, as people come;
 * tokens count from when all have begun until the first has ended.
 *
 * <p>Arguments: streams, tokens of each, {@code on} or {@code off}: whether sentences are checked.
 */
final class StreamLoad {

    private static final int TOKENS_A_SECOND = 10;
    private static final int TOO_MANY = 100;
    private static final long BETWEEN_CLIENTS = 50;
    private static final int MEASURED = 20;
    private static final int WARMING = 50;
    private static final Pattern TOKEN = Pattern.compile("n(\\d+)x(\\d+)y");
    private static final List<String> SENTENCES = List.of(
            "The paper mill of Dunloe employs 312 people [1].",
            "The harbour of Ardmore holds forty fishing boats [2].",
            "The leaves of Assam tea are taken out after four minutes [3].");

    private final PrintStream out = System.out;
    private final int streams;
    private final int tokens;
    private final boolean verify;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> lags = new ConcurrentLinkedQueue<>();
    private final AtomicInteger errors = new AtomicInteger();
    private volatile boolean all;
    private volatile boolean warm;
    private volatile CountDownLatch writing = new CountDownLatch(0);

    private StreamLoad(int streams, int tokens, boolean verify) {
        this.streams = streams;
        this.tokens = tokens;
        this.verify = verify;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("expected: STREAMS TOKENS on|off, got " + List.of(arguments));
        }
        new StreamLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), arguments[2].equals("on")).run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory("stream-load");
        try (MisbehavingServer model = new MisbehavingServer(this::write);
                RunningService service = new RunningService(
                        folder,
                        Map.of(
                                "footnote.models", "src/test/resources/models",
                                "footnote.encoder", "tiny-encoder",
                                "footnote.reader", "tiny-reader",
                                "footnote.web.concurrent-questions", streams,
                                "footnote.generation.provider", "openai",
                                "footnote.generation.model", "scripted",
                                "footnote.generation.base-url", model.address() + "/v1",
                                "footnote.generation.first-token-timeout", "60s",
                                "footnote.generation.verify", verify))) {
            load(service, Math.min(20, streams), false); // the first answers also compile the code
            warm = true;
            long began = System.nanoTime();
            load(service, streams, true);
            out.printf(
                    Locale.ROOT,
                    "%d streams of %d tokens, checking %s: %.1f s, errors %d%n",
                    streams,
                    tokens,
                    verify ? "on" : "off",
                    (System.nanoTime() - began) / 1e9,
                    errors.get());
            print("token: later than it was sent, ms", delays);
            print("citation: later than the token behind its sentence, ms", lags);
            out.println("service, model and clients together: " + ProcessMemory.describe());
            long asked = System.nanoTime();
            service.ask("How many people does the paper mill of Dunloe employ? n0x0y");
            out.printf(
                    Locale.ROOT,
                    "a question when all is over: %d ms; calls of the model open: %d%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked),
                    model.open());
        }
    }

    /** Writes tokens that say which they are, at the pace of a language model. */
    private void write(MisbehavingServer.Connection connection) throws IOException {
        Matcher matcher = Pattern.compile("stream (\\d+)").matcher(connection.body());
        String stream = matcher.find() ? matcher.group(1) : "0";
        connection.stream();
        writing.countDown();
        String[] words = String.join(" ", SENTENCES).split(" ", -1);
        long next = System.nanoTime();
        for (int i = 0; i < (stream.equals("0") ? 3 : warm ? tokens : WARMING); i++) {
            String token = verify ? words[i % words.length] + " " : "n" + stream + "x" + i + "y ";
            sent.put(stream + "x" + i, System.nanoTime());
            connection.data(OpenAi.piece(token));
            next += TimeUnit.SECONDS.toNanos(1) / TOKENS_A_SECOND;
            connection.pause(TimeUnit.NANOSECONDS.toMillis(Math.max(0, next - System.nanoTime())));
        }
        OpenAi.end(connection);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void load(RunningService service, int clients, boolean tooMany) throws Exception {
        writing = new CountDownLatch(clients);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= clients; i++) {
                int number = i;
                threads.execute(() -> read(service, number));
                await(BETWEEN_CLIENTS);
            }
            if (tooMany) {
                if (!writing.await(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("not all streams have begun");
                }
                all = true;
                Duration busy = cpu();
                long began = System.nanoTime();
                turnAway(service);
                await(Duration.ofSeconds(MEASURED)
                        .minusNanos(System.nanoTime() - began)
                        .toMillis());
                out.printf(
                        Locale.ROOT,
                        "processors busy with service, model and clients together: %.2f%n",
                        cpu().minus(busy).toNanos() / (double) (System.nanoTime() - began));
                all = false;
            }
        }
    }

    private static void await(long milliseconds) throws InterruptedException {
        if (new CountDownLatch(1).await(Math.max(0, milliseconds), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    private void turnAway(RunningService service) {
        List<Long> times = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < TOO_MANY; i++) {
            long asked = System.nanoTime();
            HttpResponse<String> response = service.ask("How many people does the paper mill of Dunloe employ?");
            times.add(System.nanoTime() - asked);
            refused += response.statusCode() == 503
                            && response.headers().firstValue("Retry-After").isPresent()
                    ? 1
                    : 0;
        }
        print("turned away (" + refused + " of " + TOO_MANY + " with Retry-After), ms", times);
    }

    private void read(RunningService service, int number) {
        try (StreamClient client = new StreamClient(
                service.address(), "How many people does the paper mill of Dunloe employ? stream " + number, true)) {
            boolean completed = false;
            int words = 0;
            String event = "";
            for (String line = client.line(); line != null && !completed; line = client.line()) {
                long now = System.nanoTime();
                if (line.startsWith("event:")) {
                    event = line.substring(6).strip();
                } else if (line.startsWith("data:") && event.equals("answer.delta")) {
                    Matcher token = TOKEN.matcher(line);
                    while (all && token.find()) {
                        delays.add(now - Objects.requireNonNull(sent.get(token.group(1) + "x" + token.group(2))));
                    }
                    words++;
                } else if (line.startsWith("data:") && event.equals("citation") && line.contains("\"after\"")) {
                    // A sentence is whole once the one behind it has begun, and that has been read by now
                    long behind = sent.getOrDefault(number + "x" + sentenceEnd(line), now);
                    if (all) {
                        lags.add(Math.max(0, now - behind));
                    }
                } else if (event.equals("answer.completed") || line.startsWith("event: answer.completed")) {
                    completed = true;
                }
                if (event.equals("error") && line.startsWith("data:")) {
                    out.println("stream " + number + ": " + line);
                    break;
                }
            }
            if (!completed || words == 0) {
                errors.incrementAndGet();
            }
        } catch (IOException | RuntimeException e) {
            errors.incrementAndGet();
            out.println("stream " + number + ": " + e);
        }
    }

    /** Returns the number of the token behind the sentence that a citation is for. */
    private static int sentenceEnd(String citation) {
        Matcher sentence = Pattern.compile("\"sentence\":(\\d+)").matcher(citation);
        int number = sentence.find() ? Integer.parseInt(sentence.group(1)) : 0;
        int token = 0;
        for (int i = 0; i <= number; i++) {
            token += SENTENCES.get(i % SENTENCES.size()).split(" ", -1).length;
        }
        return token;
    }

    private void print(String what, Iterable<Long> nanoseconds) {
        List<Long> all = new ArrayList<>();
        nanoseconds.forEach(all::add);
        if (all.isEmpty()) {
            return;
        }
        long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        out.printf(
                Locale.ROOT,
                "%s: p50 %.1f, p99 %.1f, most %.1f (%d)%n",
                what,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }
}
