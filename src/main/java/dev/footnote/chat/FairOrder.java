package dev.footnote.chat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Questions that are to be answered, and which of them is next. A thread has one answered at a time, in its order. A free worker goes to whoever
 * has fewest answered just now, of those to the question that came first; and no asker ever has more than half of the workers, or all the room.
 * Safe for use by many threads.
 */
final class FairOrder {

    private final Executor executor;
    private final Consumer<ChatWork> answering;
    private final int workers;
    private final int most;
    private final int mostOfAsker;

    /** In the order in which they came. */
    private final Set<ChatWork> waiting = new LinkedHashSet<>();

    private final Set<String> busyThreads = new HashSet<>();
    private final Map<String, Integer> answeredOfAskers = new HashMap<>();
    private final Map<String, Integer> ofAskers = new HashMap<>();
    private int answered;

    /**
     * @param executor runs what is next; may refuse to only when the program ends
     * @param answering answers a question, on the executor; must not throw
     * @param workers how many questions may be answered at a time, at least 1
     * @param most how many questions there is room for, those that are being answered among them
     * @param mostOfAsker how many of those may be of one asker
     */
    FairOrder(Executor executor, Consumer<ChatWork> answering, int workers, int most, int mostOfAsker) {
        this.executor = executor;
        this.answering = answering;
        this.workers = workers;
        this.most = most;
        this.mostOfAsker = mostOfAsker;
    }

    /** Takes a question behind all others; false if there is no room for it. */
    synchronized boolean add(ChatWork work) {
        String asker = asker(work);
        if (waiting.size() + answered >= most || ofAskers.getOrDefault(asker, 0) >= mostOfAsker) {
            return false;
        }
        waiting.add(work);
        if (!startAll()) {
            waiting.remove(work);
            return false;
        }
        increment(ofAskers, asker);
        return true;
    }

    /** Lets go of a question that still waits; false if it does not. */
    synchronized boolean remove(ChatWork work) {
        if (!waiting.remove(work)) {
            return false;
        }
        decrement(ofAskers, asker(work));
        startAll(); // what waited behind it in its thread may be another's
        return true;
    }

    /** Has all that may be answered now answered; false if the program ends: what waits is taken up at the next start. */
    private boolean startAll() {
        while (answered < workers) {
            Optional<ChatWork> next = next();
            if (next.isEmpty()) {
                return true;
            }
            if (!start(next.get())) {
                return false;
            }
        }
        return true;
    }

    private Optional<ChatWork> next() {
        Set<String> threads = new HashSet<>(busyThreads);
        return waiting.stream()
                .filter(work -> threads.add(thread(work)))
                .filter(work -> answeredOf(work) < Math.max(1, workers / 2))
                .min(Comparator.comparingInt(this::answeredOf)); // of equals the first
    }

    private int answeredOf(ChatWork work) {
        return answeredOfAskers.getOrDefault(asker(work), 0);
    }

    private boolean start(ChatWork work) {
        try {
            executor.execute(() -> {
                try {
                    answering.accept(work);
                } finally {
                    ended(work);
                }
            });
        } catch (RejectedExecutionException e) {
            return false;
        }
        waiting.remove(work);
        busyThreads.add(thread(work));
        increment(answeredOfAskers, asker(work));
        answered++;
        return true;
    }

    private synchronized void ended(ChatWork work) {
        answered--;
        busyThreads.remove(thread(work));
        decrement(answeredOfAskers, asker(work));
        decrement(ofAskers, asker(work));
        startAll();
    }

    private static void increment(Map<String, Integer> counts, String key) {
        counts.merge(key, 1, Integer::sum);
    }

    private static void decrement(Map<String, Integer> counts, String key) {
        counts.computeIfPresent(key, (same, before) -> before == 1 ? null : before - 1);
    }

    private static String thread(ChatWork work) {
        return work.question().channel() + " " + work.question().thread();
    }

    /** Where the chat program does not say who asks, each thread counts as somebody. */
    private static String asker(ChatWork work) {
        ChatQuestion question = work.question();
        return question.asker().isEmpty()
                ? "thread " + thread(work)
                : "asker " + question.account() + " " + question.asker();
    }
}
