package dev.footnote.inference;

/** Thrown, at once, when more model runs are waiting than the queue holds. Trying again in a moment may help. */
public final class ModelBusyException extends RuntimeException {

    ModelBusyException(int capacity) {
        super("The local models are busy: " + capacity + " runs are waiting already. Try again in a moment.");
    }
}
