package dev.footnote.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * What the widget adds to the service, in a real browser: how long after the service sends the first token it is on the screen, that is, a frame with
 * it has been handed over for drawing; and which tasks of the page take more than 50 ms ("long tasks", https://www.w3.org/TR/longtasks-1/) while an
 * answer of many words is streamed. The service is played, so that nothing else is measured.
 *
 * <p>Arguments: how often the first token is measured, words of the long answer, words a second.
 */
final class WidgetBenchmark {

    private static final int WORDS_OF_A_SENTENCE = 20;
    private static final int SENTENCES_OF_A_PARAGRAPH = 5;
    private static final String CHAT = "document.querySelector('footnote-chat')";

    private final PrintStream out = System.out;
    private final ScriptedService service;
    private final Browser browser;

    private WidgetBenchmark(ScriptedService service, Browser browser) {
        this.service = service;
        this.browser = browser;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("expected: TIMES WORDS WORDS-A-SECOND, got " + List.of(arguments));
        }
        Path folder = Files.createTempDirectory("widget-benchmark");
        try (ScriptedService service = new ScriptedService();
                Browser browser = new Browser(folder)) {
            WidgetBenchmark benchmark = new WidgetBenchmark(service, browser);
            benchmark.firstToken(Integer.parseInt(arguments[0]));
            benchmark.longAnswer(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }

    private Browser.Page opened() {
        service.host(
                "<!doctype html><html lang=en><meta charset=utf-8><title>Host</title><script type=module src=/widget/v1/widget.js></script>",
                "");
        Browser.Page page = browser.open(service.address() + "/host");
        page.resize(1200, 900);
        page.click(".launcher");
        page.awaitElement(".question-box");
        page.evaluate("new Promise(done => setTimeout(done, 1500))"); // nobody types a question in less
        return page;
    }

    private void firstToken(int times) throws InterruptedException {
        List<Double> delays = new ArrayList<>();
        Browser.Page page = opened();
        BlockingQueue<Instant> sent = new ArrayBlockingQueue<>(1);
        for (int i = 0; i < times + 3; i++) {
            service.onQuestion(reply -> {
                reply.begin();
                reply.meta("a");
                reply.status("generating");
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS); // the page has come to rest
                sent.add(Instant.now());
                reply.delta("Founded ");
                new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
                reply.event("answer.completed", ScriptedService.answer("a", "Founded in 1838.", "Founded in 1838."));
            });
            JsonNode shown = page.evaluate("(async () => { const chat = " + CHAT + ", root = chat.shadowRoot;"
                    + " await chat.showConversation(null);"
                    + " const seen = new Promise(done => new MutationObserver((_, observer) => {"
                    + " if (!root.querySelector('.draft')?.textContent.includes('Founded')) return; observer.disconnect();"
                    + " const channel = new MessageChannel();" // whose message comes when the frame is done
                    + " channel.port1.onmessage = () => done(performance.timeOrigin + performance.now()); channel.port2.postMessage(0);"
                    + " }).observe(root, { subtree: true, childList: true, characterData: true }));"
                    + " const asked = chat.ask('When?'); const at = await seen; await asked; return at; })()");
            double millisecond = ChronoUnit.MICROS.between(Instant.EPOCH, sent.take()) / 1000.0;
            if (i >= 3) {
                delays.add(shown.asDouble() - millisecond);
            }
        }
        Collections.sort(delays);
        out.printf(
                Locale.ROOT,
                "first token on screen after it was sent, %d times: p50 %.1f ms, p95 %.1f ms, most %.1f ms%n",
                times,
                delays.get(times / 2),
                delays.get(Math.min(times - 1, times * 95 / 100)),
                delays.getLast());
    }

    private void longAnswer(int words, int wordsASecond) throws IOException {
        List<String> sentences = new ArrayList<>();
        for (int word = 0; word < words; word += WORDS_OF_A_SENTENCE) {
            StringBuilder sentence = new StringBuilder("Sentence");
            for (int i = 1; i < WORDS_OF_A_SENTENCE; i++) {
                sentence.append(i % 7 == 3 ? " **word" : " word")
                        .append(word + i)
                        .append(i % 7 == 3 ? "**" : "");
            }
            sentences.add(sentence.append('.').toString());
        }
        ObjectNode answer = ScriptedService.answer("a", "", "word");
        answer.putArray("sentences");
        answer.putArray("citations");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            int start = text.length();
            text.append(sentences.get(i));
            ArrayNode numbers = ((ArrayNode) answer.get("sentences"))
                    .addObject()
                    .put("start", start)
                    .put("end", text.length())
                    .put("support", 0.9)
                    .putArray("citations");
            numbers.add(i + 1);
            ((ArrayNode) answer.get("citations")).add(ScriptedService.citation(i + 1, sentences.get(i)));
            text.append('[').append(i + 1).append(']');
            text.append(i % SENTENCES_OF_A_PARAGRAPH == SENTENCES_OF_A_PARAGRAPH - 1 ? "\n\n" : " ");
        }
        answer.put("answer", text.toString());
        service.onQuestion(reply -> {
            reply.begin();
            reply.meta("a");
            reply.status("generating");
            int written = 0;
            for (int i = 0; i < sentences.size(); i++) {
                String end = i % SENTENCES_OF_A_PARAGRAPH == SENTENCES_OF_A_PARAGRAPH - 1 ? "\n\n" : " ";
                for (String word : (sentences.get(i) + end).split("(?<= )", -1)) {
                    reply.delta(word);
                    written += word.length();
                    new CountDownLatch(1).await(1_000_000 / wordsASecond, TimeUnit.MICROSECONDS);
                }
                reply.event(
                        "citation",
                        ScriptedService.citation(i + 1, sentences.get(i)).put("after", written - end.length()));
            }
            reply.event("answer.completed", answer);
        });
        Browser.Page page = opened();
        JsonNode found = page.evaluate("(async () => { const tasks = [];"
                + " const observer = new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(Math.round(entry.duration))));"
                + " observer.observe({ type: 'longtask' }); await " + CHAT + ".ask('Tell me everything.');"
                + " await new Promise(done => setTimeout(done, 1000)); return tasks; })()");
        List<Integer> tasks = StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asInt)
                .sorted(Collections.reverseOrder())
                .toList();
        out.printf(
                Locale.ROOT,
                "an answer of %d words and %d footnotes at %d words a second: %d tasks of more than 50 ms %s%n",
                words,
                sentences.size(),
                wordsASecond,
                tasks.size(),
                tasks);
    }
}
