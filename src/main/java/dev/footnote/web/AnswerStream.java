package dev.footnote.web;

import dev.footnote.Cancellation;
import dev.footnote.access.Principal;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The events of one answer, numbered from 1, kept so that a client that lost its connection can go on behind the last one it saw. Events are
 * added by one thread at a time; any number may listen. Once nobody has listened for some time, the answer is called off.
 */
final class AnswerStream {

    /** How often a comment says that the connection lives; proxies cut what is silent for half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Principal principal;
    private final Sinks.Many<Event<String>> events = Sinks.many().replay().all();
    private final AtomicInteger listening = new AtomicInteger();
    private final Cancellation cancellation;
    private final ScheduledExecutorService timer;
    private final Duration abandonedAfter;
    private int added;
    private boolean ended;

    /**
     * @param cancellation calls the answer off
     * @param timer runs what is to be done later
     * @param abandonedAfter how long nobody may listen
     */
    AnswerStream(
            Principal principal, Cancellation cancellation, ScheduledExecutorService timer, Duration abandonedAfter) {
        this.principal = principal;
        this.cancellation = cancellation;
        this.timer = timer;
        this.abandonedAfter = abandonedAfter;
    }

    /** Returns who asked the question. */
    Principal principal() {
        return principal;
    }

    /** Calls the answer off: what is written of it by now is its end. */
    void stop() {
        cancellation.cancel();
    }

    /**
     * Calls the answer off and ends the stream at once.
     *
     * @param problem why, as JSON on one line
     */
    synchronized void refuse(String problem) {
        add("error", problem);
        end();
        cancellation.cancel();
    }

    /** Tells whether there are more events to come. */
    synchronized boolean isOpen() {
        return !ended;
    }

    /**
     * Adds an event; does nothing once the stream has ended.
     *
     * @param data JSON on one line
     */
    synchronized void add(String name, String data) {
        if (ended) {
            return;
        }
        added++;
        Event<String> event = Event.of(data).name(name).id(Integer.toString(added));
        events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** Says that there are no more. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        events.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /**
     * Returns the events behind one, those to come included.
     *
     * @param last the number of the last event that was seen; 0: none
     */
    Flux<Event<String>> after(int last) {
        Flux<Event<String>> behind = events.asFlux().skip(last);
        Flux<Event<String>> heartbeat = Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(beat -> Event.of("").name("heartbeat").comment("still here"));
        return behind.materialize()
                .mergeWith(heartbeat.materialize())
                .takeUntil(signal -> signal.isOnComplete() || signal.isOnError())
                .<Event<String>>dematerialize()
                .doOnSubscribe(subscription -> listening.incrementAndGet())
                .doFinally(signal -> left());
    }

    /** A listener has gone. This may be the event loop's thread, so nothing is called off here. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is run later throws nothing
    private void left() {
        if (listening.decrementAndGet() == 0) {
            timer.schedule(this::callOffIfAlone, abandonedAfter.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void callOffIfAlone() {
        if (listening.get() == 0) {
            cancellation.cancel();
        }
    }
}
