package dev.footnote.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Several clients at once, each of which takes the next request when it has its answer. */
final class Clients {

    private Clients() {}

    /** Runs all requests. Returns their results, in no particular order. */
    static <T, R> List<R> all(int clients, List<T> requests, Function<T, R> request)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(
                clients, Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<List<R>>> each = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                each.add(executor.submit(() -> {
                    List<R> own = new ArrayList<>();
                    for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                        own.add(request.apply(requests.get(i)));
                    }
                    return own;
                }));
            }
            List<R> results = new ArrayList<>();
            for (Future<List<R>> own : each) {
                results.addAll(own.get());
            }
            return results;
        }
    }
}
