package dev.footnote.benchmark;

import dev.footnote.index.Snapshot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells how long the calls of each of a snapshot's methods take together, request by request. */
final class TimedSnapshot {

    private final Map<String, Timings> byMethod = new LinkedHashMap<>();
    private final Map<String, Long> current = new LinkedHashMap<>();

    /** Returns a view of a snapshot whose calls are timed. */
    Snapshot of(Snapshot snapshot) {
        return (Snapshot) Proxy.newProxyInstance(
                Snapshot.class.getClassLoader(),
                new Class<?>[] {Snapshot.class},
                (proxy, method, arguments) -> timed(snapshot, method, arguments));
    }

    private Object timed(Snapshot snapshot, Method method, Object[] arguments) throws Throwable {
        long begun = System.nanoTime();
        try {
            return method.invoke(snapshot, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            current.merge(method.getName(), System.nanoTime() - begun, Long::sum);
        }
    }

    /** Ends one request. */
    void requestDone() {
        current.forEach((method, nanos) ->
                byMethod.computeIfAbsent(method, name -> new Timings()).add(nanos));
        current.clear();
    }

    /** Returns the time of each method in a request, by its name. */
    Map<String, Timings> byMethod() {
        return byMethod;
    }
}
