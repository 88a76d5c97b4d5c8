package dev.footnote.assistant;

/** Thrown when no generation of the index has been published yet. Trying again later may help. */
public final class NothingIndexedException extends RuntimeException {

    NothingIndexedException() {
        super("The documents have not been indexed yet.");
    }
}
