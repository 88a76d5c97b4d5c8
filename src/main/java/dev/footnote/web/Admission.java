package dev.footnote.web;

import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
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
        if (!places.tryAcquire()) {
            throw new OverloadedException(limit);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
