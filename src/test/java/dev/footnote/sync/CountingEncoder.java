package dev.footnote.sync;

import dev.footnote.Deadline;
import dev.footnote.index.IndexFixtures;
import dev.footnote.inference.Encoder;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** An encoder that remembers what it was given; told to, it fails at one text and never comes to an end with the others. */
final class CountingEncoder implements Encoder {

    private final Collection<String> encoded = new ConcurrentLinkedQueue<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private volatile String poison = "";
    private volatile boolean stuck;

    /** Returns how many passages were encoded since the last call. */
    int count() {
        int count = encoded.size();
        encoded.clear();
        return count;
    }

    /** Makes texts that hold a word fail; an empty word ends that. */
    void failAt(String word) {
        poison = word;
    }

    /** Makes every text that does not fail wait until its thread is interrupted. */
    void getStuck() {
        stuck = true;
    }

    /** Waits until a text is stuck. */
    void awaitStuck() throws InterruptedException {
        waiting.await();
    }

    @Override
    public String id() {
        return "counting";
    }

    @Override
    public String hash() {
        return "hash-1";
    }

    @Override
    public int dimension() {
        return IndexFixtures.DIMENSION;
    }

    @Override
    public float[] encodeQuery(String query, Deadline deadline) {
        throw new AssertionError("indexing asks no questions");
    }

    @Override
    public float[] encodePassage(String text, Deadline deadline) {
        if (!poison.isEmpty() && text.contains(poison)) {
            throw new IllegalStateException("cannot encode " + poison);
        }
        if (stuck) {
            waitForInterrupt();
        }
        encoded.add(text);
        return IndexFixtures.vector(text);
    }

    private void waitForInterrupt() {
        waiting.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {}
}
