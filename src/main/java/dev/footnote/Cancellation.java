package dev.footnote;

import java.util.ArrayList;
import java.util.List;

/**
 * Says that nobody waits for an answer any more. One is made where a request enters and passed, beside its {@link Deadline}, to the steps
 * that can stop halfway. Safe for use by many threads.
 */
public final class Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean cancelled;

    /** Returns one that nobody will ever cancel. */
    public static Cancellation never() {
        return new Cancellation();
    }

    /** Cancels: runs, on this thread, what was registered and is still so. A second call does nothing. */
    public void cancel() {
        List<Runnable> registered;
        synchronized (actions) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            registered = List.copyOf(actions);
            actions.clear();
        }
        registered.forEach(Runnable::run);
    }

    /** Tells whether it was cancelled. */
    public boolean isCancelled() {
        synchronized (actions) {
            return cancelled;
        }
    }

    /**
     * Registers what is to be done on cancelling, at once if that has happened.
     *
     * @param action quick, and without exceptions
     * @return to be closed when there is nothing to stop any more
     */
    public Registration onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }

    /** An action that is still to be run on cancelling. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Forgets the action. */
        @Override
        void close();
    }
}
