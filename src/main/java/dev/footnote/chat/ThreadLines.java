package dev.footnote.chat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Questions that are to be answered, in a line for each thread. Of each line the first alone is given to the workers, so that a busy thread takes
 * no more than one of them; the next one follows when it has ended. No asker can take all the room. Safe for use by many threads.
 */
final class ThreadLines {

    private final Executor workers;
    private final Consumer<ChatWork> answering;
    private final int most;
    private final int mostOfAsker;
    private final Map<String, Queue<ChatWork>> lines = new HashMap<>();
    private final Map<String, Integer> ofAskers = new HashMap<>();
    private int count;

    /**
     * @param workers what runs the first of each line; it may refuse to only when the program ends
     * @param answering answers a question, on a worker; must not throw
     * @param most how many questions there is room for, those that are being answered among them
     * @param mostOfAsker how many of those may be of one asker
     */
    ThreadLines(Executor workers, Consumer<ChatWork> answering, int most, int mostOfAsker) {
        this.workers = workers;
        this.answering = answering;
        this.most = most;
        this.mostOfAsker = mostOfAsker;
    }

    /** Puts a question at the end of its thread's line; false if there is no room for it. */
    synchronized boolean add(ChatWork work) {
        if (count == most || ofAskers.getOrDefault(asker(work), 0) >= mostOfAsker) {
            return false;
        }
        Queue<ChatWork> line = lines.computeIfAbsent(thread(work), key -> new ArrayDeque<>());
        if (line.isEmpty() && !start(work)) {
            lines.remove(thread(work));
            return false;
        }
        line.add(work);
        count++;
        ofAskers.merge(asker(work), 1, Integer::sum);
        return true;
    }

    private boolean start(ChatWork work) {
        try {
            workers.execute(() -> {
                try {
                    answering.accept(work);
                } finally {
                    ended(work);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the program ends; what waits is taken up at the next start
        }
    }

    private synchronized void ended(ChatWork work) {
        count--;
        ofAskers.computeIfPresent(asker(work), (key, before) -> before == 1 ? null : before - 1);
        Queue<ChatWork> line = lines.getOrDefault(thread(work), new ArrayDeque<>());
        line.remove();
        if (line.isEmpty() || !start(line.element())) {
            lines.remove(thread(work));
        }
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
