package dev.footnote.web;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lets a bounded number of requests in at once; the rest is turned away immediately instead of waiting in line. */
@Singleton
final class Admission {

    private final int limit;
    private final Semaphore places;

    Admission(WebConfiguration configuration) {
        this.limit = configuration.concurrentQuestions();
        this.places = new Semaphore(limit);
    }

    /**
     * Does the work if there is a place.
     *
     * @throws OverloadedException if there is none
     */
    <T> T admit(Supplier<T> work) {
        Place place = enter();
        try {
            return work.get();
        } finally {
            place.close();
        }
    }

    /**
     * Takes a place until it is closed.
     *
     * @throws OverloadedException if there is none
     */
    Place enter() {
        if (!places.tryAcquire()) {
            throw new OverloadedException(limit);
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                places.release();
            }
        };
    }

    /** A place that is taken; closing it twice gives it back once. */
    interface Place extends AutoCloseable {

        @Override
        void close();
    }
}
