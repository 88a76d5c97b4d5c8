package dev.footnote.web;

import dev.footnote.access.Principal;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The events of one answer, numbered from 1, kept so that a client that lost its connection can go on behind the last one it saw. Events are
 * added by one thread; any number may listen.
 */
final class AnswerStream {

    /** How often a comment says that the connection lives; proxies cut what is silent for half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Principal principal;
    private final Sinks.Many<Event<String>> events = Sinks.many().replay().all();
    private int added;

    AnswerStream(Principal principal) {
        this.principal = principal;
    }

    /** Tells whether this principal asked the question. */
    boolean belongsTo(Principal other) {
        return principal.equals(other);
    }

    /**
     * Adds an event.
     *
     * @param data JSON on one line
     */
    void add(String name, String data) {
        added++;
        Event<String> event = Event.of(data).name(name).id(Integer.toString(added));
        events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** Says that there are no more. */
    void end() {
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
                .dematerialize();
    }
}
